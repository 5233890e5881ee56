import type { Connection } from '../model/observation.ts';
import type { TLSSocket } from 'node:tls';
import { NoAnswer } from '../model/fault.ts';
import { type Endpoint, nameOf } from './endpoint.ts';

type Evidence = { readonly endpoint: Endpoint; readonly certificate: NonNullable<Connection['tls']>['certificate'] };

const wantedRoots = ({ ca }: Endpoint): string =>
  ca === undefined ? 'the public roots' : ca.map(({ file }) => file).join(', ');

const wrongIssuer = ({ endpoint, certificate }: Evidence): string =>
  `its certificate is issued by "${certificate.issuer}", wanted one that leads to ${wantedRoots(endpoint)}`;

/** Codes of OpenSSL's verification → what was seen, what was wanted. */
const REASONS: Readonly<Record<string, (evidence: Evidence) => string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: wrongIssuer,
  UNABLE_TO_GET_ISSUER_CERT: wrongIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: wrongIssuer,
  SELF_SIGNED_CERT_IN_CHAIN: wrongIssuer,
  CERT_SIGNATURE_FAILURE: wrongIssuer,
  DEPTH_ZERO_SELF_SIGNED_CERT: ({ endpoint, certificate }) =>
    `its certificate "${certificate.subject}" is self-signed, wanted one that leads to ${wantedRoots(endpoint)}`,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ endpoint, certificate }) =>
    `its certificate is for ${certificate.names.join(', ') || 'no name'}, wanted ${endpoint.host}`,
  CERT_HAS_EXPIRED: ({ certificate }) => `its certificate expired at ${certificate.validTo}, wanted a valid one`,
  CERT_NOT_YET_VALID: ({ certificate }) =>
    `its certificate is valid only from ${certificate.validFrom}, wanted a valid one`,
};

/** The fault of a certificate that was not accepted. */
export function untrusted(endpoint: Endpoint, socket: TLSSocket, connection: Connection): NoAnswer {
  const code = String(socket.authorizationError);
  const certificate = connection.tls?.certificate;
  const reason = certificate && REASONS[code]?.({ endpoint, certificate });
  const says = `${nameOf(endpoint)} is not trusted: ${reason ?? `its certificate was not accepted (${code})`}`;
  return new NoAnswer({ kind: 'tls', blame: 'target', phase: 'tls', code, says });
}
