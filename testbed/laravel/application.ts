import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the academy. */
export const APP = fileURLToPath(new URL('app', import.meta.url));

/**
 * What Composer has installed for an application: package by package, its version.
 *
 * @param application the folder of the application
 * @returns empty when Composer has installed nothing there
 */
export function packagesOf(application: string): ReadonlyMap<string, string> {
  const list = join(application, 'vendor/composer/installed.json');
  if (!existsSync(list)) return new Map();
  const { packages }: Installed = JSON.parse(readFileSync(list, 'utf8'));
  return new Map(packages.map(({ name, version }) => [name, version]));
}

type Installed = { readonly packages: readonly { readonly name: string; readonly version: string }[] };
