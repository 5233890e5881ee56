const MINUTE_MS = 60_000;

/** How many requests we may send in any minute. */
export type RequestBudget = {
  /** Takes what a scenario will send; false, and nothing is taken, when the last minute has no room for it. */
  readonly take: (requests: number, elapsedMs: number) => boolean;
};

export function requestBudget(perMinute: number): RequestBudget {
  let taken: { readonly at: number; readonly requests: number }[] = [];
  return {
    take(requests, elapsedMs) {
      taken = taken.filter(({ at }) => at > elapsedMs - MINUTE_MS);
      const spent = taken.reduce((sum, each) => sum + each.requests, 0);
      if (spent + requests > perMinute) return false;
      taken.push({ at: elapsedMs, requests });
      return true;
    },
  };
}
