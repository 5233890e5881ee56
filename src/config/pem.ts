import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PemFile } from '../model/tenant.ts';
import type { Result } from '../model/result.ts';
import { err, ok } from '../model/result.ts';

/**
 * Reads one or more PEM certificates.
 *
 * @param file relative to the working directory
 * @returns the file, or one sentence that says why it is of no use
 */
export function readPem(file: string, now: Date): Result<PemFile, string> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    return err(`the file ${file} cannot be read (${code})`);
  }
  const mistake = pemMistake(bytes, now);
  return mistake === undefined ? ok({ file, pem: bytes.toString('utf8') }) : err(`the file ${file} ${mistake}`);
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*(?:-----END CERTIFICATE-----)?/g;
const DER_SEQUENCE = 0x30;

/** The end of a sentence, e.g. `is empty`; undefined when every certificate in it can be used at that time. */
export function pemMistake(bytes: Buffer, now: Date): string | undefined {
  const text = bytes.toString('utf8');
  if (text.trim() === '') return 'is empty';
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return 'holds a private key where only certificates belong';
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length > 0) return certificates.map((pem) => certificateMistake(pem, now)).find(Boolean);
  if (bytes[0] === DER_SEQUENCE) return 'is DER, wanted PEM; convert it with openssl x509 -inform der';
  return 'holds no PEM certificate';
}

function certificateMistake(pem: string, now: Date): string | undefined {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return 'holds a certificate that cannot be decoded';
  }
  const name = certificate.subject.replaceAll('\n', ', ');
  if (now > certificate.validToDate)
    return `holds a certificate that expired on ${day(certificate.validToDate)} (${name})`;
  if (now < certificate.validFromDate) {
    return `holds a certificate that is not valid before ${day(certificate.validFromDate)} (${name})`;
  }
  return undefined;
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** Why the PEM text cannot be the key of the certificate; holds nothing of the key. */
export function keyMistake(key: string, { file, pem }: PemFile): string | undefined {
  if (/ENCRYPTED/.test(key)) return 'is an encrypted private key; wanted one without a passphrase';
  try {
    const fits = new X509Certificate(pem).checkPrivateKey(createPrivateKey(key));
    return fits ? undefined : `is not the private key of the certificate in ${file}`;
  } catch {
    return 'is not a private key in PEM form';
  }
}
