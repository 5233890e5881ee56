import type { PemFile, Reach, Secrets } from '../model/tenant.ts';

/** Where a target is dialled and what its certificate must prove. */
export type Endpoint = {
  /** Host of the URL, an IPv6 literal without brackets: the name in the certificate, SNI and Host. */
  readonly host: string;
  /** Port of the URL. */
  readonly port: number;
  readonly secure: boolean;
  /** What is really dialled: a name or an address. */
  readonly dialHost: string;
  readonly dialPort: number;
  /** Absent: the built-in roots. */
  readonly ca?: readonly PemFile[];
};

/** What we prove ourselves with, in PEM. The key is a live secret. */
export type ClientCertificate = { readonly cert: string; readonly key: string };

/** @throws Error when the URL is neither http nor https: the configuration is checked before, so this is a bug of ours */
export function endpointOf(target: string, { connectTo, ca }: Pick<Reach, 'connectTo' | 'ca'>): Endpoint {
  const url = new URL(target);
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') throw new Error(`${target} is neither http nor https`);
  const host = bare(url.hostname);
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  const dialHost = connectTo === undefined ? host : bare(connectTo.host);
  return { host, port, secure, dialHost, dialPort: connectTo?.port ?? port, ...(ca && { ca }) };
}

/** IPv6 literals stand in brackets in URLs only. */
const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** @throws Error when the secret has no value */
export function valueOf(secrets: Secrets, name: string): string {
  const value = secrets.get(name);
  if (value === undefined) throw new Error(`the secret ${name} has no value; set the environment variable ${name}`);
  return value;
}

/** For sentences: `api.example:443`, or `api.example:443 at 203.0.113.7:8443` where reach leads elsewhere. */
export function nameOf({ host, port, dialHost, dialPort }: Endpoint): string {
  const name = hostPort(host, port);
  return host === dialHost && port === dialPort ? name : `${name} at ${hostPort(dialHost, dialPort)}`;
}

export const hostPort = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
