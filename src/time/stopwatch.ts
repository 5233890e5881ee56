/** Starts now; each call tells the milliseconds since, monotonic, to the microsecond. */
export function stopwatch(): () => number {
  const began = performance.now();
  return () => Math.round((performance.now() - began) * 1_000) / 1_000;
}
