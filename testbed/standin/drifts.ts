import { ANSWER_DRIFTS } from './answer-drifts.ts';
import type { Answer, Asked } from './answer.ts';
import { COURSE_DRIFTS } from './course-drifts.ts';
import type { Drift, Finds } from './drift.ts';
import { type DriftPlace, WHOLE_STEP } from './steps.ts';
import { isWorkDriftId, WORK_DRIFT_IDS, type WorkDriftId } from './work-drifts.ts';

/** Every fault that answers of an instance can have. They are made in this order. */
export const DRIFTS = { ...COURSE_DRIFTS, ...ANSWER_DRIFTS } as const satisfies Record<string, Drift>;

export type DriftId = keyof typeof DRIFTS;

const IDS = Object.keys(DRIFTS);

/** A fault of answers, or one of what stands behind them. */
export type AnyDriftId = DriftId | WorkDriftId;

export const isAnswerDrift = (name: string): name is DriftId => Object.hasOwn(DRIFTS, name);

const isAnyDrift = (name: string): name is AnyDriftId => isAnswerDrift(name) || isWorkDriftId(name);

/**
 * The drifts a list of names stands for; `*` stands for all those of answers. The others exclude each other, and have to
 * be named.
 *
 * @throws Error when a name is unknown; the text lists those there are
 */
export function expandDrifts(names: readonly string[]): readonly AnyDriftId[] {
  const unknown = names.filter((name) => name !== '*' && !isAnyDrift(name));
  if (unknown.length > 0) {
    const known = [...IDS, ...WORK_DRIFT_IDS].join(', ');
    throw new Error(`the stand-in has no drift ${unknown.join(', ')}; use * for all, or some of ${known}`);
  }
  return names.includes('*')
    ? [...IDS.filter(isAnswerDrift), ...names.filter(isWorkDriftId)]
    : names.filter(isAnyDrift);
}

/** The answer as an instance with these drifts gives it. */
export const drifted = (answer: Answer, asked: Asked, ids: readonly AnyDriftId[]): Answer =>
  inOrder(ids).reduce((changed, id) => DRIFTS[id].change(changed, asked), answer);

/**
 * What a run must report of a candidate with these drifts, beside a reference without: one finding for each drift.
 * A place that another drift takes away is not expected.
 */
export function expectedFindings(ids: readonly AnyDriftId[]): Readonly<Record<string, Finds>> {
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

const inOrder = (ids: readonly AnyDriftId[]): readonly DriftId[] =>
  IDS.filter(isAnswerDrift).filter((id) => ids.includes(id));
