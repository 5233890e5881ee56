import type { Shape } from './shape.ts';
import type { Testimony } from './testimony.ts';

/** A header as it came: name in the sender's spelling, one pair for each line. */
export type HeaderLine = readonly [name: string, value: string];

/**
 * What a body turned out to be, whatever its content type says.
 *
 * `malformed`: should be JSON and is not. `truncated`: the connection ended before the announced length.
 * `text`: readable, neither JSON nor HTML.
 */
export type BodyState = 'json' | 'html' | 'text' | 'empty' | 'binary' | 'malformed' | 'truncated';

/** A body after redaction. */
export type Body = {
  readonly state: BodyState;
  /** Bytes of the content as received, before redaction. */
  readonly bytes: number;
  /** SHA-256, hex, of the redacted content. */
  readonly digest: string;
  /** The redacted content when it is valid UTF-8 (a BOM included). Dropped from saved reports unless --keep-bodies. */
  readonly text?: string;
  /** The content when it is not valid UTF-8. Dropped likewise. */
  readonly base64?: string;
  /** Why it is malformed or truncated, with the place. */
  readonly problem?: string;
  /** The skeleton of the JSON value; kept in saved reports, so that a judgement can be repeated. */
  readonly shape?: Shape;
};

/** Milliseconds by phase. A phase that did not happen (connection reused, no TLS) is absent. */
export type Timings = {
  readonly dns?: number;
  readonly connect?: number;
  readonly tls?: number;
  /** Until the last byte of the request was handed over. */
  readonly send?: number;
  /** From there to the first byte of the answer. */
  readonly wait?: number;
  readonly receive?: number;
  readonly total: number;
};

export type Certificate = {
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly names: readonly string[];
  /** SHA-256 of the leaf, hex with colons. */
  readonly fingerprint: string;
};

/** Who really answered. */
export type Connection = {
  readonly address: string;
  readonly port: number;
  readonly tls?: {
    readonly protocol: string;
    readonly alpn: string;
    readonly certificate: Certificate;
    /** The last of the chain, which signed the others; absent when the system did not show it. */
    readonly root?: Pick<Certificate, 'subject' | 'validTo'>;
  };
};

export type RequestSeen = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: string;
};

export type ResponseSeen = {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: Body;
};

/** One HTTP request and its answer, redacted. */
export type Exchange = {
  readonly kind: 'exchange';
  readonly request: RequestSeen;
  readonly response: ResponseSeen;
  readonly connection: Connection;
  readonly timings: Timings;
};

/** A message on a socket, redacted. */
export type FrameSeen = {
  /** Which of the step's sockets. */
  readonly socket: string;
  readonly way: 'in' | 'out';
  /** Milliseconds since the scenario opened its first socket. */
  readonly atMs: number;
  readonly bytes: number;
  /** Name of the event, where there is one. */
  readonly event?: string;
  /** Absent when it is not text. Dropped from saved reports unless --keep-bodies. */
  readonly text?: string;
};

/** What a step measured, in milliseconds by name, e.g. `dispatch-to-receive`. Never compared. */
export type Measures = Readonly<Record<string, number>>;

/**
 * What sockets showed in one step, redacted.
 *
 * `request` and `response` are those of the last upgrade; the body is made by us: a JSON document of the messages the
 * scenario waited for and of what it noted, so that it is compared like any other answer.
 */
export type Talk = {
  readonly kind: 'talk';
  readonly request: RequestSeen;
  readonly response: ResponseSeen;
  readonly connection?: Connection;
  readonly timings: Timings;
  readonly frames: readonly FrameSeen[];
  readonly measures: Measures;
};

/**
 * What witnesses said in one step, redacted. The body of the response is made by us: a JSON document of the normalised
 * facts, without the names of the witnesses, so that different ones can speak for the two targets.
 */
export type Hearing = {
  readonly kind: 'hearing';
  /** `url`: `evidence:<kind>`. */
  readonly request: RequestSeen;
  readonly response: ResponseSeen;
  readonly timings: Timings;
  readonly testimonies: readonly Testimony[];
  readonly measures: Measures;
};

/** What one step saw, redacted. Whatever it is, `response` is what is compared. */
export type Observation = Exchange | Talk | Hearing;
