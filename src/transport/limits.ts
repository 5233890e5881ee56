/** Budgets of one exchange. Milliseconds and bytes. */
export type Limits = {
  /** Name lookup, TCP and TLS together. */
  readonly connectMs: number;
  /** From the open connection to the head of the answer. */
  readonly headersMs: number;
  /** Without a byte of the body. */
  readonly bodyIdleMs: number;
  readonly headerBytes: number;
  /** As received, and once decompressed. */
  readonly bodyBytes: number;
};

export const LIMITS: Limits = {
  connectMs: 5_000,
  headersMs: 10_000,
  bodyIdleMs: 10_000,
  headerBytes: 64 * 1_024,
  bodyBytes: 10 * 1_024 * 1_024,
};
