import { ANSWER_DRIFTS } from './answer-drifts.ts';
import type { Answer, Asked } from './answer.ts';
import { COURSE_DRIFTS } from './course-drifts.ts';
import type { Drift, Finds } from './drift.ts';
import { type DriftPlace, WHOLE_STEP } from './steps.ts';

/** Every fault an instance can be asked to have. They are made in this order. */
export const DRIFTS = { ...COURSE_DRIFTS, ...ANSWER_DRIFTS } as const satisfies Record<string, Drift>;

export type DriftId = keyof typeof DRIFTS;

const IDS = Object.keys(DRIFTS);

const isDriftId = (name: string): name is DriftId => Object.hasOwn(DRIFTS, name);

/**
 * The drifts a list of names stands for; `*` stands for all.
 *
 * @throws Error when a name is unknown; the text lists those there are
 */
export function expandDrifts(names: readonly string[]): readonly DriftId[] {
  if (names.includes('*')) return IDS.filter(isDriftId);
  const unknown = names.filter((name) => !isDriftId(name));
  if (unknown.length > 0) {
    throw new Error(`the stand-in has no drift ${unknown.join(', ')}; use * for all, or some of ${IDS.join(', ')}`);
  }
  return names.filter(isDriftId);
}

/** The answer as an instance with these drifts gives it. */
export const drifted = (answer: Answer, asked: Asked, ids: readonly DriftId[]): Answer =>
  inOrder(ids).reduce((changed, id) => DRIFTS[id].change(changed, asked), answer);

/**
 * What a run must report of a candidate with these drifts, beside a reference without: one finding for each drift.
 * A place that another drift takes away is not expected.
 */
export function expectedFindings(ids: readonly DriftId[]): Readonly<Record<string, Finds>> {
  const asked: readonly (readonly [DriftId, Finds])[] = inOrder(ids).map((id) => [id, DRIFTS[id].finds]);
  return Object.fromEntries(
    asked.map(([id, finds]) => {
      const others = asked.filter(([other]) => other !== id).flatMap(([, { alongside = [] }]) => alongside);
      const isSeen = (place: DriftPlace): boolean => !others.some((other) => covers(other, place));
      return [id, { ...finds, places: finds.places.filter(isSeen) }];
    }),
  );
}

const covers = (one: DriftPlace, other: DriftPlace): boolean =>
  one.scenario === other.scenario && one.step === other.step && (one.path === other.path || one.path === WHOLE_STEP);

const inOrder = (ids: readonly DriftId[]): readonly DriftId[] => IDS.filter(isDriftId).filter((id) => ids.includes(id));
