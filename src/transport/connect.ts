import type { Phase } from '../model/fault.ts';
import type { Certificate, Connection, Timings } from '../model/observation.ts';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { BlockList, connect as connectTcp, isIP, type Socket } from 'node:net';
import type * as Tls from 'node:tls';
import { NoAnswer } from '../model/fault.ts';
import { withDeadline } from '../time/deadline.ts';
import { type ClientCertificate, type Endpoint, nameOf } from './endpoint.ts';
import { faultOf } from './fault.ts';
import { untrusted } from './trust.ts';

/** An open, proven connection. */
export type Dialled = {
  readonly socket: Socket;
  readonly connection: Connection;
  readonly phases: Pick<Timings, 'dns' | 'connect' | 'tls'>;
  /** The first error of the socket: an alert of TLS 1.3 comes after the handshake, and is followed by a mere end. */
  readonly failure: () => Error | undefined;
};

/**
 * Opens one connection to an endpoint, and proves that it leads there: the address that was asked for, and over TLS
 * a certificate for the URL's host, signed by the roots of the reach.
 *
 * @param options `budgetMs` for name lookup, TCP and TLS together
 * @throws NoAnswer; the signal's own reason when it aborts
 */
export async function dial(
  endpoint: Endpoint,
  { budgetMs, certificate }: { readonly budgetMs: number; readonly certificate?: ClientCertificate },
  signal: AbortSignal,
): Promise<Dialled> {
  // Loaded before the clock starts, and only where it is spoken.
  const tls = endpoint.secure ? await import('node:tls') : undefined;
  signal.throwIfAborted();
  const at = performance.now();
  const marks: Marks = { at, phases: {}, phase: isIP(endpoint.dialHost) === 0 ? 'dns' : 'connect' };
  const socket = tls === undefined ? openPlain(endpoint) : openSecure(tls, endpoint, certificate);
  socket.once('lookup', (failure: Error | null) => failure ?? mark(marks, 'dns', 'connect'));
  socket.once('connect', () => mark(marks, 'connect', endpoint.secure ? 'tls' : 'send'));
  let failure: Error | undefined;
  // Stays: an error may come while nobody else listens, between two requests or after this function gave up.
  socket.on('error', (error: Error) => (failure ??= error));
  try {
    await withDeadline(budgetMs, signal, (inner) =>
      once(socket, endpoint.secure ? 'secureConnect' : 'connect', { signal: inner }),
    );
    if (endpoint.secure) mark(marks, 'tls', 'send');
    const connection = connectionOf(socket);
    throwIfElsewhere(endpoint, connection);
    if (isSecure(socket) && !socket.authorized) throw untrusted(endpoint, socket, connection);
    return { socket, connection, phases: marks.phases, failure: () => failure };
  } catch (cause) {
    socket.destroy();
    if (signal.aborted) throw signal.reason;
    throw cause instanceof NoAnswer ? cause : new NoAnswer(faultOf(cause, marks.phase, nameOf(endpoint)), { cause });
  }
}

type Marks = { at: number; phase: Phase; phases: { dns?: number; connect?: number; tls?: number } };

function mark(marks: Marks, ended: 'dns' | 'connect' | 'tls', next: Phase): void {
  const now = performance.now();
  marks.phases[ended] = now - marks.at;
  marks.at = now;
  marks.phase = next;
}

/** A name may have several addresses: each gets this long before the next is tried. Node's 250 ms is less than a far round trip. */
const ATTEMPT_MS = 1_000;

const whereOf = ({ dialHost, dialPort }: Endpoint) => ({
  host: dialHost,
  port: dialPort,
  autoSelectFamilyAttemptTimeout: ATTEMPT_MS,
});

const openPlain = (endpoint: Endpoint): Socket => connectTcp(whereOf(endpoint)).setNoDelay(true);

function openSecure(tls: typeof Tls, endpoint: Endpoint, certificate: ClientCertificate | undefined): Socket {
  const { host, ca } = endpoint;
  const options = {
    ...whereOf(endpoint),
    ...(isIP(host) === 0 && { servername: host }),
    checkServerIdentity: (_servername: string, peer: Tls.PeerCertificate) => tls.checkServerIdentity(host, peer),
    ALPNProtocols: ['http/1.1'],
    ...(ca && { ca: ca.map(({ pem }) => pem) }),
    ...certificate,
    // The verdict is read from `authorized` before a byte is sent, so that the fault can show the certificate.
    rejectUnauthorized: false,
  };
  return tls.connect(options).setNoDelay(true);
}

const isSecure = (socket: Socket): socket is Tls.TLSSocket => 'encrypted' in socket;

function connectionOf(socket: Socket): Connection {
  const { remoteAddress: address, remotePort: port } = socket;
  if (address === undefined || port === undefined) throw Object.assign(new Error('closed'), { code: 'ECONNRESET' });
  if (!isSecure(socket)) return { address, port };
  const protocol = socket.getProtocol() ?? 'unknown';
  const root = rootOf(socket);
  const alpn = socket.alpnProtocol || 'none';
  return { address, port, tls: { protocol, alpn, certificate: certificateOf(socket), ...(root && { root }) } };
}

function certificateOf(socket: Tls.TLSSocket): Certificate {
  const leaf = socket.getPeerX509Certificate();
  if (leaf === undefined) throw Object.assign(new Error('no certificate'), { code: 'ERR_TLS_NO_CERTIFICATE' });
  return {
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    validFrom: leaf.validFromDate.toISOString(),
    validTo: leaf.validToDate.toISOString(),
    names: leaf.subjectAltName?.split(', ').map((name) => name.replace(/^(?:DNS|IP Address):/, '')) ?? [],
    fingerprint: leaf.fingerprint256,
  };
}

/** A root has issued itself; without one in its store, the system shows how far it came, which is none. */
function rootOf(socket: Tls.TLSSocket): Pick<Certificate, 'subject' | 'validTo'> | undefined {
  let last = socket.getPeerCertificate(true);
  while (last.issuerCertificate !== undefined && last.issuerCertificate !== last) last = last.issuerCertificate;
  if (last.issuerCertificate === undefined) return undefined;
  const { subject, validToDate } = new X509Certificate(last.raw);
  return { subject: oneLine(subject), validTo: validToDate.toISOString() };
}

const oneLine = (name: string | undefined): string => name?.replaceAll('\n', ', ') ?? '';

/** An address was asked for and another one answered: something of ours redirects, so nothing may be judged. */
function throwIfElsewhere(endpoint: Endpoint, { address }: Connection): void {
  const wanted = endpoint.dialHost;
  if (isIP(wanted) === 0 || isSameAddress(wanted, address)) return;
  const says = `${nameOf(endpoint)} led to ${address}, wanted ${wanted}; check connectTo and the network of this machine`;
  throw new NoAnswer({ kind: 'wrong-address', blame: 'harness', phase: 'connect', code: 'WRONG_ADDRESS', says });
}

/** Whatever the spelling; an IPv4 address in IPv6 notation is itself. */
function isSameAddress(a: string, b: string): boolean {
  const only = new BlockList();
  only.addAddress(a, isIP(a) === 6 ? 'ipv6' : 'ipv4');
  return only.check(b, isIP(b) === 6 ? 'ipv6' : 'ipv4');
}
