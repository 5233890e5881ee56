import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import type { Observation } from '../model/observation.ts';
import type { StepRecord } from '../model/outcome.ts';
import type { Comparison } from '../model/report.ts';
import type { Policy, Role } from '../model/tenant.ts';
import { withoutMeasures } from './any-number.ts';
import { type Answer, liveAnswer, recordedAnswer } from './answer.ts';
import type { LiveComparison, LivePair } from './live.ts';
import { arraysAt, isCritical, noiseAt } from './level.ts';
import type { Identities } from './values/identities.ts';
import type { Nonces } from './values/policy.ts';
import { markFlaky } from './flaky.ts';
import type { SelfCheck } from '../model/noise.ts';
import { type Answers, type Attributed, attribute } from './attribute.ts';

/** A target, and what it said it runs. */
export type ComparedTarget = { readonly role: Role; readonly url: string; readonly revision?: string };

/** All that is known about one step. Sides that failed are left out: the run has said so already. */
export type StepSides = {
  readonly scenario: string;
  readonly step: string;
  readonly reference?: Observation;
  readonly candidate?: Observation;
  /** Absent: none was recorded. */
  readonly baseline?: BaselineEntry;
  readonly policy: Policy;
  /** What the scenario asked each target to repeat. */
  readonly nonces?: Nonces;
  readonly targets: readonly ComparedTarget[];
  /** The same for all steps of a run, so that an id is followed from step to step. */
  readonly identities?: Identities;
  /** What asking the targets again has shown of this step. */
  readonly again?: readonly SelfCheck[];
};

/** A difference in a step, with who moved. `toFindings` groups them. */
export type StepDifference = Attributed & { readonly scenario: string; readonly step: string };

export type StepComparison = {
  readonly comparison: Omit<Comparison, 'findings'>;
  readonly differences: readonly StepDifference[];
};

/**
 * Lays the sides of one step beside each other: reference, candidate and baseline, as far as they are there.
 *
 * Pure; the same sides give the same list. A promise only because the tiers of two live bodies are loaded when there are
 * two: steps that share `identities` must be compared one after the other.
 */
export async function compareStep(sides: StepSides): Promise<StepComparison> {
  const { scenario, step, baseline: entry } = sides;
  const answers = answersOf(sides);
  const found = attribute(answers).filter((difference) => !isUnknownFact(sides, difference));
  const live = await liveOf(sides, answers, found);
  const comparison = {
    scenario,
    step,
    baseline: entry === undefined ? 'missing' : USE[entry.kind],
    compared: pairsOf(answers),
    notRun: [...notRun(answers), ...live.notRun],
    ...(live.noise !== undefined && { noise: live.noise }),
  } as const;
  const unstable = (sides.again ?? []).flatMap((check) => check.unstable);
  const kept = withoutMeasures(found, measuresOf(sides, live));
  const differences = markFlaky([...kept, ...live.differences], unstable);
  return { comparison, differences: differences.map((difference) => ({ ...difference, scenario, step })) };
}

/** Where a person, or a target asked again, said what noise there is. */
function measuresOf({ scenario, step, policy, again = [] }: StepSides, { noise }: LiveComparison) {
  const refused = new Set(noise?.refused.map(({ id }) => id));
  const rules = noiseAt(policy, `${scenario}/${step}`).filter(({ id }) => !refused.has(id));
  return [...rules, ...again.flatMap(({ volatile }) => volatile)];
}

/** Witnesses differ in what they can know: a fact that one side's witnesses do not speak of is no drift. */
const isUnknownFact = ({ reference, candidate }: StepSides, { rule, path }: Attributed): boolean =>
  (reference ?? candidate)?.kind === 'hearing' && ABOUT_PRESENCE.has(rule) && /^\/[^/]+$/u.test(path);

const ABOUT_PRESENCE: ReadonlySet<string> = new Set([
  'property-removed',
  'property-added',
  'property-sometimes-missing',
  'property-always-there',
]);

async function liveOf(sides: StepSides, answers: Answers, found: readonly Attributed[]): Promise<LiveComparison> {
  const { scenario, step, reference, candidate, policy, targets, identities, again = [], nonces } = sides;
  const heads = headsOf(answers);
  if (reference === undefined || candidate === undefined || heads === undefined) return { differences: [], notRun: [] };
  const name = `${scenario}/${step}`;
  const urlOf = (role: Role): string => targets.find((target) => target.role === role)?.url ?? '';
  const pair = {
    reference,
    candidate,
    heads,
    origins: { reference: urlOf('reference'), candidate: urlOf('candidate') },
    ...(nonces !== undefined && { nonces }),
    arrays: arraysAt(policy, name),
    noise: noiseAt(policy, name),
    isCritical: isCritical(policy, scenario, step),
    ...(identities !== undefined && { identities }),
    volatile: again.map(({ volatile }) => volatile),
  };
  const { compareLive } = await import('./tiers.ts');
  return compareLive(pair, found);
}

/** Both, or nothing. */
const headsOf = ({ reference, candidate }: Answers): LivePair['heads'] | undefined =>
  reference && candidate && { reference: reference.head, candidate: candidate.head };

const USE = { found: 'used', unreadable: 'unreadable' } as const;

function answersOf(sides: StepSides): Answers {
  const reference = answerOf('reference', sides);
  const candidate = answerOf('candidate', sides);
  const baseline = sides.baseline?.kind === 'found' ? sides.baseline.baseline : undefined;
  return {
    ...(reference !== undefined && { reference }),
    ...(candidate !== undefined && { candidate }),
    ...(baseline !== undefined && { baseline: recordedAnswer(baseline) }),
    pins: baseline?.pins ?? [],
    isMoved: baseline !== undefined && areElsewhere(sides.targets, baseline),
  };
}

function answerOf(role: Role, sides: StepSides): Answer | undefined {
  const observation = sides[role];
  const target = sides.targets.find((target) => target.role === role);
  return observation === undefined ? undefined : liveAnswer(observation, target?.url);
}

/** Do two targets both name a revision, and neither the recorded one? */
function areElsewhere(targets: readonly ComparedTarget[], { provenance }: Baseline): boolean {
  const revisions = targets.map(({ revision }) => revision);
  if (revisions.length < 2 || provenance.revision === undefined) return false;
  return revisions.every((revision) => revision !== undefined && revision !== provenance.revision);
}

const PAIRS = [
  ['reference', 'candidate', 'reference-candidate'],
  ['reference', 'baseline', 'reference-baseline'],
  ['candidate', 'baseline', 'candidate-baseline'],
] as const;

const pairsOf = (answers: Answers): Comparison['compared'] =>
  PAIRS.filter(([one, other]) => answers[one] !== undefined && answers[other] !== undefined).map(([, , name]) => name);

/** Tiers that had nothing to compare, although there was an answer. */
function notRun({ reference, candidate, baseline }: Answers): Comparison['notRun'] {
  const live = [reference, candidate].filter((answer) => answer !== undefined);
  if (live.length === 0) return [];
  const why = 'one target alone: this tier compares two live answers';
  const shape = whyNoShape(live, baseline);
  return [
    ...(live.length < 2 ? (['bytes', 'values'] as const).map((tier) => ({ tier, why })) : []),
    ...(shape === undefined ? [] : [{ tier: 'shape', why: shape } as const]),
  ];
}

function whyNoShape(live: readonly Answer[], baseline: Answer | undefined): string | undefined {
  if (live.some(({ head, shape }) => head.body === 'json' && shape === undefined)) {
    return 'neither the body nor its shape was kept';
  }
  return live.length < 2 && baseline === undefined ? 'one target alone, and no baseline' : undefined;
}

/** What is expected where nothing came; otherwise something came and was wrong. */
export const AN_ANSWER = 'an answer';
const A_RIGHT_ANSWER = 'a right answer';

/** A step that did not end well, as a difference of its own rule, or of `answer-failed`. */
export function failedStep(scenario: string, role: Role, step: StepRecord): StepDifference {
  const reason = step.reason ?? step.fault?.says ?? step.end;
  return {
    scenario,
    step: step.id,
    rule: step.rule ?? 'answer-failed',
    ...(step.cause && { cause: step.cause }),
    path: '',
    expected: hasAnswered(step, reason) ? A_RIGHT_ANSWER : AN_ANSWER,
    actual: reason,
    [role]: reason,
    attribution: 'target-failed',
  };
}

/** At least something. The login of the run's session is seen by its reason only: it belongs to no step. */
const hasAnswered = ({ observation, fault }: StepRecord, reason: string): boolean =>
  observation !== undefined || fault?.phase === 'receive' || /\banswered \d{3}\b/u.test(reason);
