import type { Certificate, Connection } from '../../model/observation.ts';
import type { PemFile } from '../../model/tenant.ts';
import { isIP } from 'node:net';
import { X509Certificate } from 'node:crypto';
import { dial } from '../../transport/connect.ts';
import { codeOf } from '../../transport/fault.ts';
import { type Endpoint, hostPort, nameOf, valueOf } from '../../transport/endpoint.ts';
import { bad, type Finding, fine, type Patient } from './check.ts';

const DIAL_MS = 8_000;
const DAY_MS = 86_400_000;

/** Time enough to have a certificate issued, or a root replaced everywhere. */
const SOON_DAYS = 14;

/** What DNS says of the URL's host, and what the reach makes of it. */
export async function checkName({ endpoint, target, deps }: Patient): Promise<Finding> {
  const { host, dialHost } = endpoint;
  const [name, other] = await Promise.all([resolve(host, deps.lookup), resolve(dialHost, deps.lookup)]);
  const known = 'addresses' in name ? `is ${name.addresses.join(', ')}` : `does not resolve (${name.code})`;
  if (target.reach.connectTo === undefined) {
    if ('addresses' in name) return fine(isIP(host) === 0 ? `${host} ${known}` : `${host} is an address`);
    return unresolved(host, name.code);
  }
  if (!('addresses' in other)) return unresolved(dialHost, other.code);
  return fine(`${host} ${known}; connectTo goes to ${hostPort(dialHost, endpoint.dialPort)} instead`);
}

type Resolved = { readonly addresses: readonly string[] } | { readonly code: string };

async function resolve(host: string, lookup: Patient['deps']['lookup']): Promise<Resolved> {
  if (isIP(host) !== 0) return { addresses: [host] };
  try {
    return { addresses: await lookup(host) };
  } catch (cause) {
    const code = codeOf(cause);
    if (code === '') throw cause;
    return { code };
  }
}

function unresolved(host: string, code: string): Finding {
  if (code === 'ENOTFOUND') {
    return bad(
      `${host} does not resolve (${code})`,
      'correct the host in the tenant file, or have its DNS record made',
    );
  }
  const todo = 'check the resolver of this machine (/etc/resolv.conf), then ask again';
  return { state: 'unknown', says: `${host} could not be looked up (${code})`, todo };
}

/** Does the port take a connection? */
export async function checkPort({ endpoint }: Patient, signal: AbortSignal): Promise<Finding> {
  const { connection } = await look({ ...endpoint, secure: false }, undefined, signal);
  return fine(`${nameOf(endpoint)} takes connections, at ${connection.address}`);
}

/** Is the certificate the one the reach wants, and for how long yet? */
export async function checkTls({ endpoint, target, secrets, deps }: Patient, signal: AbortSignal): Promise<Finding> {
  if (!endpoint.secure) return { state: 'skipped', says: 'the url is plain http' };
  const { clientCertificate: own } = target.reach;
  const certificate = own && { cert: own.certificate.pem, key: valueOf(secrets, own.key) };
  const { connection } = await look(endpoint, certificate, signal);
  if (connection.tls === undefined) throw new Error(`${nameOf(endpoint)}: TLS without evidence of it`);
  const { protocol, certificate: leaf } = connection.tls;
  const days = daysUntil(leaf.validTo, deps.now());
  const says = `${protocol}, ${described(leaf)}, expires in ${days} days`;
  if (days < SOON_DAYS) return bad(says, `renew the certificate of ${endpoint.host}`);
  return fadingRoot(endpoint.ca ?? [], deps.now()) ?? fine(says);
}

type Own = { readonly cert: string; readonly key: string };

async function look(
  endpoint: Endpoint,
  certificate: Own | undefined,
  signal: AbortSignal,
): Promise<{ connection: Connection }> {
  const options = { budgetMs: DIAL_MS, ...(certificate && { certificate }) };
  const { socket, connection } = await dial(endpoint, options, signal);
  socket.destroy();
  return { connection };
}

const described = ({ issuer, names }: Certificate): string =>
  `a certificate for ${names.join(', ') || 'no name'}, issued by "${issuer}"`;

const daysUntil = (time: string, now: number): number => Math.floor((Date.parse(time) - now) / DAY_MS);

/** Certificates may outlive the root that signed them: then they fail on the day the root does. */
function fadingRoot(ca: readonly PemFile[], now: number): Finding | undefined {
  const roots = ca.flatMap(({ file, pem }) =>
    (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((text) => ({
      file,
      days: daysUntil(new X509Certificate(text).validToDate.toISOString(), now),
    })),
  );
  const soonest = roots.sort((left, right) => left.days - right.days)[0];
  if (soonest === undefined || soonest.days >= SOON_DAYS) return undefined;
  return bad(`a root in ${soonest.file} expires in ${soonest.days} days`, 'put the new root into that file');
}
