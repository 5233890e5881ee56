import type { Facts, Testimony } from '../model/testimony.ts';

type FactValue = Facts[string];

/** `well`: the value when nothing is wrong. `always`: every witness of the kind can tell it. */
type Word = { readonly says: string; readonly well: FactValue; readonly always: boolean };

/** The words of all witnesses. A new reader says what it saw in these, or adds one here. */
export const WORDS = {
  running: { says: 'queue: something takes jobs', well: true, always: true },
  workers: { says: 'queue: there are worker processes', well: true, always: true },
  paused: { says: 'queue: it, or a part of it, is paused', well: false, always: false },
  behind: { says: 'queue: a job waits longer than it may', well: false, always: false },
  failing: { says: 'queue: failures grow', well: false, always: false },
  ran: { says: 'job: it ran to its end', well: true, always: true },
  times: { says: 'job: how often a worker began it', well: 1, always: false },
  recent: { says: 'scheduler: it ran lately', well: true, always: true },
  tasksFail: { says: 'scheduler: tasks fail', well: false, always: false },
  doubled: { says: 'scheduler: tasks run twice', well: false, always: false },
  gaps: { says: 'scheduler: minutes are missing', well: false, always: false },
  late: { says: 'scheduler: runs begin late in their minute', well: false, always: false },
  idle: { says: 'scheduler: it finds nothing to do', well: false, always: false },
} as const satisfies Record<string, Word>;

export type WordId = keyof typeof WORDS;

export type FactsTold = { readonly [Id in WordId]?: FactValue };

/**
 * What the testimonies say together, for comparison with the other target's: of each word the worst value.
 *
 * A trouble that nobody saw is left out. Otherwise a witness who sees more than the other target's would be a difference
 * although nothing is wrong.
 */
export function mergeFacts(testimonies: readonly Testimony[]): Facts {
  const known = testimonies.filter(({ answer }) => answer === 'yes' || answer === 'no');
  const merged: Record<string, FactValue> = {};
  for (const [id, { well, always }] of Object.entries<Word>(WORDS)) {
    const told = known.map(({ facts }) => facts[id]).filter((value) => value !== undefined);
    const worst = worstOf(told, well);
    if (worst !== undefined && (always || worst !== well)) merged[id] = worst;
  }
  return merged;
}

function worstOf(told: readonly FactValue[], well: FactValue): FactValue | undefined {
  const numbers = told.filter((value) => typeof value === 'number');
  if (numbers.length > 0) return Math.max(...numbers);
  return told.find((value) => value !== well) ?? told[0];
}
