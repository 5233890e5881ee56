import type { Sight } from './sight.ts';

/** A witness and what it saw last; nothing before its first look was over. */
export type Seen = {
  readonly name: string;
  readonly sight?: Sight;
  /** Since when it has been blind without a break; on the clock of the wait. */
  readonly blindSinceMs?: number;
};

export type WaitState = {
  readonly seen: readonly Seen[];
  /** Looks in a row in which all agreed. */
  readonly agreed: number;
};

/** Why there is nothing more to wait for. */
export type WaitEnd = 'deployed' | 'failed' | 'blind' | 'timed-out';

/** All must agree twice in a row: health flaps, and a first moment of agreement may be the last of the old state. */
const LOOKS_IN_A_ROW = 2;

export const atFirst = (names: readonly string[]): WaitState => ({ seen: names.map((name) => ({ name })), agreed: 0 });

/** The state after all were asked once more. Pure. */
export function afterLook({ seen, agreed }: WaitState, sights: readonly Sight[], nowMs: number): WaitState {
  const next = seen.map(({ name, blindSinceMs }, at): Seen => {
    const sight = sights[at];
    if (sight === undefined) return { name };
    return sight.kind === 'blind' ? { name, sight, blindSinceMs: blindSinceMs ?? nowMs } : { name, sight };
  });
  const all = next.every(({ sight }) => sight?.kind === 'agrees');
  return { seen: next, agreed: all ? agreed + 1 : 0 };
}

/** A failed deployment before anything else: what is proven must not be hidden by what could not be seen. */
export function endOf({ seen, agreed }: WaitState, nowMs: number, budgetMs: number): WaitEnd | undefined {
  if (seen.some(({ sight }) => sight?.kind === 'failed')) return 'failed';
  if (seen.some((each) => isOutOfPatience(each, nowMs))) return 'blind';
  if (agreed >= LOOKS_IN_A_ROW) return 'deployed';
  return nowMs >= budgetMs ? 'timed-out' : undefined;
}

const isOutOfPatience = ({ sight, blindSinceMs = 0 }: Seen, nowMs: number): boolean =>
  sight?.kind === 'blind' && sight.patienceMs !== undefined && nowMs - blindSinceMs >= sight.patienceMs;
