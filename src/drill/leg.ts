/** One thing a drill proves. `bad`: alerts do not reach people as they must. `unknown`: the world did not let us see. */
export type Leg = {
  readonly id: string;
  readonly state: 'ok' | 'bad' | 'unknown';
  /** One sentence without a full stop. */
  readonly says: string;
  /** What to do about it; always there when it is not ok. */
  readonly todo?: string;
};

export const fine = (id: string, says: string): Leg => ({ id, state: 'ok', says });

export const bad = (id: string, says: string, todo: string): Leg => ({ id, state: 'bad', says, todo });

export const unknown = (id: string, says: string, todo: string): Leg => ({ id, state: 'unknown', says, todo });

/** For sentences: `0.12 s`. */
export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
