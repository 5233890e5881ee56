import type { FailureKind } from './scenario.ts';

/** Where in an exchange time or luck ran out. */
export type Phase = 'dns' | 'connect' | 'tls' | 'send' | 'wait' | 'receive';

/** Whose fault it is: decides between `fail`, `error` and `inconclusive`. */
export type Blame = 'target' | 'harness' | 'world';

export type FaultKind =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'reset'
  | 'tls'
  | 'timeout'
  | 'protocol'
  | 'too-large'
  | 'wrong-address';

/** Why there was no answer. Redacted; part of the step's record. */
export type Fault = {
  readonly kind: FaultKind;
  readonly blame: Blame;
  readonly phase: Phase;
  /** The code of the system or of the library, e.g. `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  readonly code: string;
  /** One sentence: what happened, with whom, seen and wanted. */
  readonly says: string;
};

/** No answer came. The engine turns it into a verdict by its blame. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly fault: Fault;
  /** Where more is known than that an answer failed. */
  readonly why: FailureKind;

  constructor(fault: Fault, { why = {}, ...options }: ErrorOptions & { readonly why?: FailureKind } = {}) {
    super(fault.says, options);
    this.fault = fault;
    this.why = why;
  }
}
