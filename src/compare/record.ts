import type { Baseline, Provenance, RecordedCookie, RecordedHeader } from '../model/baseline.ts';
import type { Observation } from '../model/observation.ts';
import type { Shape } from '../model/shape.ts';
import { compareAnswers, liveAnswer, recordedAnswer } from './answer.ts';
import type { Difference } from './difference.ts';
import { isShapeSame } from './shape/same.ts';
import { mergeAll } from './shape/merge.ts';

/** What a recording is of. */
export type Recording = {
  readonly scenario: string;
  readonly step: string;
  /** Several answers of one target to the same step, oldest first; at least one. */
  readonly observations: readonly Observation[];
  /** Whose pins are kept. Its evidence is not: a recording says what is there now. */
  readonly previous?: Baseline;
  /** `samples` is counted here. */
  readonly provenance: Omit<Provenance, 'samples'>;
  /** URL of the target that answered. */
  readonly target: string;
};

/**
 * Folds several answers into a baseline: status and body state of the last one, the headers that all sent, the
 * evidence of all shapes.
 *
 * @throws Error when there is no answer, or when the answers have different statuses: a flaky step has no baseline
 */
export function toBaseline(recording: Recording): Baseline {
  const { scenario, step, observations, previous, provenance, target } = recording;
  const answers = observations.map((observation) => liveAnswer(observation, target));
  const [first] = answers;
  if (first === undefined) throw new Error(`${scenario}/${step} has no answer to record`);
  const kinds = [...new Set(answers.map(({ head }) => `${head.status} ${head.body}`))];
  if (kinds.length > 1) {
    throw new Error(
      `${scenario}/${step} answered ${kinds.join(', then ')}: a flaky step cannot be recorded; find out why it changes`,
    );
  }
  const shapes = answers.flatMap(({ shape }) => (shape === undefined ? [] : [shape]));
  return {
    scenario,
    step,
    status: first.head.status,
    body: first.head.body,
    headers: inAll(answers.map(({ head }) => head.headers)),
    cookies: inAll(answers.map(({ head }) => head.cookies)),
    ...(shapes.length > 0 && { shape: mergeAll(shapes) }),
    pins: previous?.pins ?? [],
    provenance: { ...provenance, samples: answers.length },
  };
}

/** What comes and goes from answer to answer is no contract. */
function inAll<Item extends RecordedHeader | RecordedCookie>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const [first = [], ...others] = lists.map((list) => list.map((item) => ({ item, text: JSON.stringify(item) })));
  return first
    .filter(({ text }) => others.every((list) => list.some((other) => other.text === text)))
    .map(({ item }) => item);
}

/** Do two baselines say the same, evidence counts and provenance apart? Then the file need not be written again. */
export const sameButCounts = (a: Baseline, b: Baseline): boolean => isSameHead(a, b) && areShapesSame(a.shape, b.shape);

const isSameHead = (a: Baseline, b: Baseline): boolean => JSON.stringify(headOnly(a)) === JSON.stringify(headOnly(b));

const headOnly = ({ scenario, step, status, body, headers, cookies, pins }: Baseline) => [
  scenario,
  step,
  status,
  body,
  headers.map(({ name, value }) => [name, value]),
  cookies.map(({ name, attributes }) => [name, attributes]),
  pins,
];

const areShapesSame = (a: Shape | undefined, b: Shape | undefined): boolean =>
  a === undefined || b === undefined ? a === b : isShapeSame(a, b);

/** What a new recording shows that the old one did not. */
export const changesIn = (old: Baseline, recorded: Baseline): readonly Difference[] =>
  compareAnswers(recordedAnswer(old), recordedAnswer(recorded), recorded.pins);
