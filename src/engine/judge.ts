import type { ComparedTarget, Identities, StepComparison, StepDifference, StepSides } from '../compare/index.ts';
import type { Baselines } from '../model/baseline.ts';
import type { Finding } from '../model/finding.ts';
import type { AcceptedPlace, LedgerEntry } from '../model/ledger.ts';
import type { Level } from '../model/level.ts';
import type { Observation } from '../model/observation.ts';
import type { SelfCheck } from '../model/noise.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Comparison } from '../model/report.ts';
import type { Policy, Role } from '../model/tenant.ts';
import { compareStep, failedStep, newIdentities, placeOf, sortByLedger, toFindings } from '../compare/index.ts';
import { DRIFT_RULES } from '../model/rules.ts';
import { baselineKey } from '../model/baseline.ts';
import { nonceOf } from './seed.ts';
import { judgedOutcome } from './verdicts.ts';

/** What is judged. A plan and a saved report both hold it. */
export type Subject = {
  /** Of the run that saw the outcomes: the nonces are made of it. */
  readonly runId: string;
  readonly scenarios: readonly { readonly id: string; readonly steps: readonly string[] }[];
  readonly policy: Policy;
  readonly gate: Level;
  /** Where each target is dialled, and which revision it says it runs. */
  readonly targets: readonly ComparedTarget[];
  /** What asking targets again has shown. */
  readonly again: readonly SelfCheck[];
  /** Accepted places of this tenant, and the day, `2026-11-25`. */
  readonly ledger: { readonly entries: readonly LedgerEntry[]; readonly today: string };
};

export type Judgement = {
  readonly outcomes: readonly Outcome[];
  readonly comparisons: readonly Comparison[];
  /** Worst first. What the ledger accepts is not among them. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedPlace[];
};

/** What a saved report holds of its judgement. */
export type Earlier = Pick<Judgement, 'findings' | 'accepted'>;

/**
 * Compares what the targets answered with each other and with the baselines. Pure: a saved report gives the same.
 *
 * @param earlier findings of a judgement that had the bodies: they stand where a tier cannot be repeated without them
 */
export async function judge(
  subject: Subject,
  outcomes: readonly Outcome[],
  baselines: Baselines,
  earlier: Earlier = { findings: [], accepted: [] },
): Promise<Judgement> {
  const steps = await judgeSteps(subject, outcomes, baselines);
  const failures = outcomes.flatMap(failureOf);
  const kept = steps.flatMap(({ comparison }) => keptOf(comparison, earlier));
  const found = [...steps.flatMap(({ differences }) => differences), ...kept, ...failures];
  const { news, accepted } = sortByLedger(found, subject.ledger.entries, subject.ledger.today);
  const findings = toFindings(news, subject.policy);
  const comparisons = steps.map(({ comparison }) => withFindings(comparison, findings));
  const judged = outcomes.map((outcome) => {
    const own = comparisons.filter(({ scenario }) => scenario === outcome.scenario);
    return judgedOutcome(outcome, own, findings, subject);
  });
  return { outcomes: judged, comparisons, findings, accepted };
}

/** What an earlier judgement found here in the tiers that could not run now. */
function keptOf({ scenario, step, notRun }: StepComparison['comparison'], { findings, accepted }: Earlier) {
  const tiers = notRun.map(({ tier }): string => tier);
  const found = findings.flatMap(({ rule, attribution, places }) =>
    places.map((place) => ({ ...place, rule, attribution })),
  );
  return [...found, ...accepted]
    .filter((place) => tiers.includes(DRIFT_RULES[place.rule].tier))
    .filter((place) => place.scenario === scenario && place.step === step)
    .map(({ rule, attribution, ...place }): StepDifference => ({
      ...placeOf(place),
      rule,
      attribution,
      expected: place.reference ?? place.baseline ?? '',
      actual: place.candidate ?? '',
    }));
}

/** In their order, one after the other: an id is followed from step to step. */
async function judgeSteps(
  subject: Subject,
  outcomes: readonly Outcome[],
  baselines: Baselines,
): Promise<readonly StepComparison[]> {
  const identities = newIdentities();
  const compared: StepComparison[] = [];
  for (const { id: scenario, steps } of subject.scenarios) {
    for (const step of steps) {
      const sides = sidesOf(subject, outcomes, baselines, { scenario, step, identities });
      if (sides !== undefined) compared.push(await compareStep(sides));
    }
  }
  return compared;
}

type At = { readonly scenario: string; readonly step: string; readonly identities: Identities };

/** Nothing when no target got an answer there: then the verdicts say why. */
function sidesOf(
  subject: Subject,
  outcomes: readonly Outcome[],
  baselines: Baselines,
  { scenario, step, identities }: At,
): StepSides | undefined {
  const answers = answersAt(outcomes, scenario, step);
  if (Object.keys(answers).length === 0) return undefined;
  const baseline = baselines.get(baselineKey(scenario, step));
  const { policy, targets } = subject;
  return {
    scenario,
    step,
    ...answers,
    policy,
    targets,
    identities,
    nonces: {
      reference: nonceOf(subject.runId, scenario, 'reference'),
      candidate: nonceOf(subject.runId, scenario, 'candidate'),
    },
    again: subject.again.filter((check) => check.scenario === scenario && check.step === step),
    ...(baseline !== undefined && { baseline }),
  };
}

function answersAt(outcomes: readonly Outcome[], scenario: string, step: string): Partial<Record<Role, Observation>> {
  const answers = outcomes.flatMap((outcome) => {
    const record = outcome.scenario === scenario ? outcome.steps.find(({ id }) => id === step) : undefined;
    return record?.end === 'done' && record.observation ? [[outcome.role, record.observation] as const] : [];
  });
  return Object.fromEntries(answers);
}

/** A session that could not be opened has no step of its own. */
function failureOf({ scenario, role, ended, steps }: Outcome): StepDifference[] {
  if (ended.kind !== 'fail') return [];
  const { step: id, reason } = ended;
  const step = steps.find((each) => each.id === id) ?? { id, startedMs: 0, durationMs: 0, end: 'failed', reason };
  return [failedStep(scenario, role, step)];
}

const withFindings = (comparison: StepComparison['comparison'], findings: readonly Finding[]): Comparison => ({
  ...comparison,
  findings: findings
    .filter(({ places }) =>
      places.some(({ scenario, step }) => scenario === comparison.scenario && step === comparison.step),
    )
    .map(({ id }) => id),
});
