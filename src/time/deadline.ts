/** A budget of wall clock time is spent. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
  readonly budgetMs: number;

  constructor(budgetMs: number) {
    super(`not finished within ${budgetMs} ms`);
    this.budgetMs = budgetMs;
  }
}

/**
 * Runs `body` under a budget and under its caller's signal, and waits for no longer than either.
 *
 * Uses a timer that keeps the process alive: AbortSignal.timeout() does not, so a promise that only waits for it
 * lets Node exit (code 13) before the deadline is reported.
 *
 * @param budgetMs milliseconds of wall clock
 * @throws DeadlineExceeded when the budget is spent; the parent's reason when the parent aborts
 */
export async function withDeadline<T>(
  budgetMs: number,
  parent: AbortSignal,
  body: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  parent.throwIfAborted();
  const own = new AbortController();
  const signal = AbortSignal.any([parent, own.signal]);
  const timer = setTimeout(() => own.abort(new DeadlineExceeded(budgetMs)), budgetMs);
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([body(signal), aborted.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
