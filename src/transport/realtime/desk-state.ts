import type { ApiDeps } from '../api.ts';
import type { Book } from './book.ts';
import type { RealtimeLimits } from './limits.ts';
import type { Line } from './line.ts';

/** As for HTTP: `onExchange` gets what the server's HTTP API answers, `signal` ends every wait and every dialling. */
export type RealtimeDeps = Omit<ApiDeps, 'app' | 'agent'> & { readonly limits?: Partial<RealtimeLimits> };

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
