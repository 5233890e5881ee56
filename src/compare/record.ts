import type { Baseline, Pin, Provenance } from '../model/baseline.ts';
import type { Exchange } from '../model/observation.ts';
import { mergeAll } from './shape/merge.ts';
import { compareSides, recordedSide, sideOf } from './side.ts';

/** Answers of one step, from one target. */
export type Recording = {
  readonly scenario: string;
  readonly step: string;
  /** Not empty. */
  readonly answers: readonly Exchange[];
  readonly url: string;
  /** What people pinned; survives every recording. */
  readonly pins: readonly Pin[];
  readonly provenance: Provenance;
};

/** The answers as a baseline: shapes and names, never data. */
export function toBaseline({ scenario, step, answers, url, pins, provenance }: Recording): Baseline {
  const sides = answers.map((answer) => sideOf(answer, url));
  const [first] = sides;
  if (first === undefined) throw new Error(`nothing was answered at ${scenario}/${step}`);
  const shapes = sides.flatMap(({ shape }) => (shape === undefined ? [] : [shape]));
  return {
    scenario,
    step,
    ...first.head,
    ...(shapes.length > 0 && { shape: mergeAll(shapes) }),
    pins,
    provenance,
  };
}

/** Do two baselines of one step differ in nothing but how much evidence they rest on, and when it was taken? */
export const sameButCounts = (a: Baseline, b: Baseline): boolean =>
  skeleton(a) === skeleton(b) && changes(a, b).length === 0 && changes(b, a).length === 0;

/** What was recorded, with every count reduced to whether there was any. */
function skeleton({ provenance: _when, ...content }: Baseline): string {
  return JSON.stringify(content, (key, value: unknown) => (isCount(key, value) ? Math.sign(value) : sorted(value)));
}

const isCount = (key: string, value: unknown): value is number => typeof value === 'number' && key !== 'status';

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
    : value;

/** What a new recording shows that the old one did not. */
export const changes = (old: Baseline, recorded: Baseline) =>
  compareSides(recordedSide(old), recordedSide(recorded), recorded.pins);
