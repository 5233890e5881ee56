import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `<id>-ca.pem`, a root of its own, and `<id>.pem` with `<id>.key`, a leaf for `name` that it signed.
 *
 * @param days a negative number makes a leaf that has expired
 */
export function makeCertificates(folder: string, id: string, name: string, days = 2): void {
  const at = (file: string): string => join(folder, file);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '2',
    '-subj',
    `/O=Root ${id}`,
    '-keyout',
    at(`${id}-ca.key`),
    '-out',
    at(`${id}-ca.pem`),
  );
  openssl('req', ...key, '-subj', `/CN=${name}`, '-keyout', at(`${id}.key`), '-out', at(`${id}.csr`));
  writeFileSync(at(`${id}.ext`), `subjectAltName=DNS:${name}\n`);
  const signed = [
    '-CA',
    at(`${id}-ca.pem`),
    '-CAkey',
    at(`${id}-ca.key`),
    '-CAcreateserial',
    '-extfile',
    at(`${id}.ext`),
  ];
  openssl('x509', '-req', '-in', at(`${id}.csr`), ...signed, '-days', String(days), '-out', at(`${id}.pem`));
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
