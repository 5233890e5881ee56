import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, ROOT } from './cli.ts';

/** The secret that the tenant `testbed` needs. */
export const PASSWORD = { PARITY_TESTBED_PASSWORD: 'bad-input-password' };

export type TenantFile = Record<string, unknown>;

export type Homes = Disposable & {
  /** A path in the folder of all homes. */
  readonly at: (name: string) => string;
  /** A home of its own whose tenant `testbed` was changed; a text stands for the whole file. */
  readonly with: (change: (file: TenantFile) => TenantFile | string) => string;
  /** A home of its own with all tenants and baselines as they are. */
  readonly copy: () => string;
};

/** Homes with mistakes in them, gone with the first call of its disposal. */
export function makeHomes(): Homes {
  const folder = mkdtempSync(join(tmpdir(), 'parity-bad-'));
  const empty = (): string => {
    const home = mkdtempSync(join(folder, 'home-'));
    cpSync(join(ROOT, 'baselines'), join(home, 'baselines'), { recursive: true });
    return home;
  };
  return {
    at: (name) => join(folder, name),
    with(change) {
      const home = empty();
      mkdirSync(join(home, 'tenants'));
      const changed = change(JSON.parse(readFileSync(join(ROOT, 'tenants/testbed.json'), 'utf8')));
      const text = typeof changed === 'string' ? changed : JSON.stringify(changed, null, 2);
      writeFileSync(join(home, 'tenants/testbed.json'), text);
      return home;
    },
    copy() {
      const home = empty();
      cpSync(join(ROOT, 'tenants'), join(home, 'tenants'), { recursive: true });
      return home;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const target = (role: string, url: string, reach: object = {}): object => ({ role, url, reach });

/** Mistakes of others are told without a stack of ours. */
export function assertSpoken({ stdout, stderr }: Ended): void {
  assert.doesNotMatch(stdout + stderr, /^\s+at .*:\d+:\d+/m);
}
