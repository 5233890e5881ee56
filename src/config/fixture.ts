/** For tests: folders of files that vanish, and certificates made by openssl. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Folder = Disposable & { readonly path: string };

/** A temporary folder with these files, gone with its `using`. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): Folder {
  const path = mkdtempSync(join(tmpdir(), 'parity-config-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

/** Makes `<name>.key` and a self-signed `<name>.pem`, valid from now on for a day. */
export function makeCertificate(folder: string, name: string): void {
  openssl(
    folder,
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ['-subj', `/CN=${name}.example`, '-addext', `subjectAltName=DNS:${name}.example`],
    ['-keyout', `${name}.key`, '-out', `${name}.pem`],
  );
}

export function openssl(folder: string, ...words: readonly (readonly string[])[]): void {
  execFileSync('openssl', words.flat(), { cwd: folder, stdio: 'pipe' });
}
