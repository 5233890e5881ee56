import type { Exchange } from '../../model/observation.ts';
import type { Secrets, Target } from '../../model/tenant.ts';
import type { Redactor } from '../redactor.ts';
import type { Book } from './book.ts';
import type { RealtimeLimits } from './limits.ts';
import type { Line } from './line.ts';

export type RealtimeDeps = {
  readonly target: Target;
  readonly redactor: Redactor;
  /** For the headers of the reach, its client certificate and the HTTP API. */
  readonly secrets: Secrets;
  /** Gets the exchange of `status`, redacted, before it returns. */
  readonly onExchange: (exchange: Exchange) => void;
  /** Ends every wait and every dialling. */
  readonly signal: AbortSignal;
  /** Sent as User-Agent. */
  readonly userAgent?: string;
  /** Every upgrade belongs to it: 32 hex digits. */
  readonly traceId?: string;
  readonly limits?: Partial<RealtimeLimits>;
};

/** What the sockets of one scenario on one target have in common. */
export type Desk = Omit<RealtimeDeps, 'limits'> & {
  readonly limits: RealtimeLimits;
  readonly book: Book;
  /** Every socket that was begun, with how it is ended at once. */
  readonly lines: Map<Line, () => Promise<void>>;
  /** How many sockets were named so far. */
  named: number;
  /** Did a plain socket open, over the usual way? Then a real client that fails is itself to blame. */
  proven: boolean;
};

/** `a` to `z`, then `s27`. */
export function nextName(desk: Desk): string {
  const at = desk.named++;
  return at < LETTERS ? String.fromCodePoint(A + at) : `s${at + 1}`;
}

const LETTERS = 26;
const A = 97;

/** Until it is closed. */
export function keepLine({ lines }: Desk, line: Line, end: () => Promise<void>): void {
  lines.set(line, end);
  void line.closed.promise.then(() => lines.delete(line));
}
