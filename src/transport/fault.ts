import type { Blame, Fault, FaultKind, Phase } from '../model/fault.ts';
import { DeadlineExceeded } from '../time/deadline.ts';

type Reason = { readonly kind: FaultKind; readonly blame: Blame; readonly says: string };

/** The sentence goes by the phase. */
const RESET: Reason = { kind: 'reset', blame: 'target', says: '' };
const tls = (says: string): Reason => ({ kind: 'tls', blame: 'target', says });
const local = (says: string): Reason => ({ kind: 'unreachable', blame: 'harness', says });

const NO_CERTIFICATE = tls('wants a client certificate; name one in the reach of this target');
const NOT_TLS = tls('does not speak TLS on this port, wanted a TLS handshake');
const HANDSHAKE_REFUSED = tls('refused the TLS handshake');

const NOT_HTTP: Reason = { kind: 'protocol', blame: 'target', says: 'answered something else, wanted HTTP/1.1' };

/** Codes of the system, of OpenSSL and of the HTTP clients → whose fault it is, and the sentence after the name. */
const REASONS: Readonly<Record<string, Reason>> = {
  ENOTFOUND: { kind: 'dns', blame: 'target', says: 'does not resolve: no such name, wanted an address' },
  EAI_AGAIN: { kind: 'dns', blame: 'world', says: 'could not be looked up: our own resolver did not answer' },
  ECONNREFUSED: { kind: 'refused', blame: 'target', says: 'refused the connection' },
  EAI_FAIL: { kind: 'dns', blame: 'world', says: 'could not be looked up: our own resolver failed' },
  EHOSTUNREACH: { kind: 'unreachable', blame: 'target', says: 'cannot be reached: no route to that host' },
  EHOSTDOWN: { kind: 'unreachable', blame: 'target', says: 'cannot be reached: that host is down' },
  ENETDOWN: { kind: 'unreachable', blame: 'world', says: 'cannot be reached: our own network is down' },
  ENETUNREACH: { kind: 'unreachable', blame: 'world', says: 'cannot be reached: our own network has no route there' },
  ETIMEDOUT: { kind: 'timeout', blame: 'target', says: 'did not take the connection: the system gave up' },
  ECONNABORTED: RESET,
  ECONNRESET: RESET,
  EPIPE: RESET,
  UND_ERR_SOCKET: RESET,
  ERR_SSL_WRONG_VERSION_NUMBER: NOT_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NOT_TLS,
  ERR_SSL_HTTP_REQUEST: NOT_TLS,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: NO_CERTIFICATE,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: tls('does not know the issuer of our client certificate'),
  ERR_TLS_NO_CERTIFICATE: tls('showed no certificate'),
  HPE_HEADER_OVERFLOW: { kind: 'too-large', blame: 'target', says: 'sent more headers than are read' },
  UND_ERR_HEADERS_OVERFLOW: { kind: 'too-large', blame: 'target', says: 'sent more headers than are read' },
  EMFILE: local('was not dialled: this process has no file handle left'),
  ENFILE: local('was not dialled: this machine has no file handle left'),
  EADDRNOTAVAIL: local('was not dialled: this machine has no free port, or no such address'),
  ENOBUFS: local('was not dialled: this machine has no buffer left'),
  EACCES: local('was not dialled: this machine does not allow it'),
  EPERM: local('was not dialled: this machine does not allow it'),
};

/** Families of codes, for those that have no line above. */
const FAMILIES: readonly (readonly [prefix: RegExp, reason: Reason])[] = [
  [/^HPE_/, NOT_HTTP],
  [/^ERR_SSL_.*ALERT/, HANDSHAKE_REFUSED],
  [/^ERR_SSL_|^ERR_TLS_|^EPROTO$/, tls('broke the TLS handshake')],
];

/** What the parser of the HTTP client tells by message and not by code. */
const OUT_OF_TURN: Reason = { kind: 'protocol', blame: 'target', says: 'answered out of turn, wanted HTTP/1.1' };

const RESET_SAYS: Readonly<Record<Phase, string>> = {
  dns: 'broke off before it was found',
  connect: 'broke off the connection at once',
  tls: 'broke off the TLS handshake',
  send: 'broke off while the request was sent',
  wait: 'broke off before it answered',
  receive: 'broke off in the middle of its answer',
};

const TIMEOUT_SAYS: Readonly<Record<Phase, string>> = {
  dns: 'could not be looked up in time: our resolver did not answer',
  connect: 'did not take the connection',
  tls: 'did not finish the TLS handshake',
  send: 'did not take the request',
  wait: 'did not begin to answer',
  receive: 'stopped in the middle of its answer',
};

/**
 * What a failure of the network means.
 *
 * @param who the target, for the sentence
 * @throws the cause itself when it is none: a bug of ours
 */
export function faultOf(cause: unknown, phase: Phase, who: string): Fault {
  if (cause instanceof DeadlineExceeded) return timeoutFault(phase, cause.budgetMs, who);
  const code = codeOf(cause);
  const reason = reasonOf(code, cause);
  if (reason === undefined) throw cause;
  const { kind, blame } = reason;
  const says = kind === 'reset' ? RESET_SAYS[phase] : reason.says;
  return { kind, blame, phase, code, says: `${who} ${says} (${detailOf(code, cause)})` };
}

function reasonOf(code: string, cause: unknown): Reason | undefined {
  if (code === PARSER) return NOT_HTTP;
  if (code === 'UND_ERR_SOCKET' && cause instanceof Error && cause.message.startsWith('bad ')) return OUT_OF_TURN;
  return REASONS[code] ?? FAMILIES.find(([prefix]) => prefix.test(code))?.[1];
}

/** The parser's own reason says more than its code; it quotes nothing of the answer. */
const detailOf = (code: string, cause: unknown): string =>
  (code === PARSER && cause instanceof Error && /\((.+)\)$/.exec(cause.message)?.[1]) || code;

export function timeoutFault(phase: Phase, budgetMs: number, who: string): Fault {
  const blame = phase === 'dns' ? 'world' : 'target';
  const says = `${who} ${TIMEOUT_SAYS[phase]}; nothing came within ${budgetMs} ms`;
  return { kind: 'timeout', blame, phase, code: 'TIMEOUT', says };
}

/** The name of the parser's errors: they have no code. */
export const PARSER = 'HTTPParserError';

/** The code of an error of the system or the HTTP client; empty when it has none. */
export function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return cause.name === PARSER ? PARSER : '';
}
