/** Budgets of the sockets of one scenario. Milliseconds, bytes, characters. */
export type RealtimeLimits = {
  /** Name lookup, TCP and TLS together. */
  readonly connectMs: number;
  /** From the open connection to the answer to the upgrade. */
  readonly upgradeMs: number;
  /** From there to `pusher:connection_established`. */
  readonly handshakeMs: number;
  /** From a subscription, its authorisation included, to its answer. */
  readonly subscribeMs: number;
  /** A socket that is not closed by then is cut. */
  readonly closeMs: number;
  /** For an answer of the server's HTTP API: with a dead relay `/connections` takes it 10 s. */
  readonly statusMs: number;
  /** The largest message that is read. */
  readonly frameBytes: number;
  /** Messages kept for each socket until somebody waits for them; what comes beyond is only counted. */
  readonly keptMessages: number;
  readonly keptBytes: number;
  /** Frames kept for each step, of all its sockets; what comes beyond is only counted. */
  readonly keptFrames: number;
  /** How much of each of them is kept. */
  readonly frameChars: number;
  /** How much of the answer to a refused upgrade is kept. */
  readonly refusalBytes: number;
};

export const REALTIME_LIMITS: RealtimeLimits = {
  connectMs: 5_000,
  upgradeMs: 10_000,
  handshakeMs: 5_000,
  subscribeMs: 5_000,
  closeMs: 1_000,
  statusMs: 15_000,
  frameBytes: 1_024 * 1_024,
  keptMessages: 5_000,
  keptBytes: 16 * 1_024 * 1_024,
  keptFrames: 200,
  frameChars: 4_096,
  refusalBytes: 2_048,
};
