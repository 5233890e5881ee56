/** A signal that SIGINT or SIGTERM aborts once; the second time the process ends at once, as it would without us. */
export function interruptible(): { signal: AbortSignal; [Symbol.dispose]: () => void } {
  const stop = new AbortController();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const onSignal = (): void => {
    stop.abort();
    forget();
  };
  const forget = (): void => signals.forEach((name) => void process.off(name, onSignal));
  signals.forEach((name) => void process.on(name, onSignal));
  return { signal: stop.signal, [Symbol.dispose]: forget };
}
