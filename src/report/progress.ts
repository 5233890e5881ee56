import type { RunEvent } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Role } from '../model/tenant.ts';
import { VERDICT_ORDER, type VerdictKind } from '../model/verdict.ts';
import { clip, printable, withoutCommands } from './escape.ts';
import { count, duration } from './layout.ts';
import { reasonOf } from './words.ts';

/** A scenario that runs on a target right now. */
export type Running = { readonly scenario: string; readonly role: Role; readonly step?: string; readonly at: number };

/** What a reader of a running run wants to see. */
export type Progress = {
  /** Scenario × target. */
  readonly planned: number;
  /** The targets are asked a second time. */
  readonly again: boolean;
  readonly running: readonly Running[];
  readonly ended: Readonly<Partial<Record<VerdictKind, number>>>;
  /** Milliseconds since the run began. */
  readonly at: number;
};

export const NO_PROGRESS: Progress = { planned: 0, again: false, running: [], ended: {}, at: 0 };

/** The next state; events of one pair arrive in order, those of others in between. */
export function progress(before: Progress, event: RunEvent): Progress {
  const state = { ...before, at: event.at };
  switch (event.kind) {
    case 'run-began':
      return { ...NO_PROGRESS, planned: pairsOf(event.plan), again: event.again === true, at: event.at };
    case 'scenario-began':
      return { ...state, running: [...state.running, { scenario: event.scenario, role: event.role, at: event.at }] };
    case 'step-began':
      return { ...state, running: state.running.map((each) => (isOf(each, event) ? inStep(each, event) : each)) };
    case 'step-ended':
    case 'run-judged':
      return state;
    case 'scenario-ended':
      return {
        ...state,
        running: state.running.filter((each) => !isOf(each, event.outcome)),
        ended: plusOne(state.ended, event.outcome.ended.kind),
      };
    case 'run-ended':
      return { ...state, running: [] };
    default:
      return event satisfies never;
  }
}

const pairsOf = ({ scenarios, roles }: Plan): number =>
  scenarios.reduce((sum, { roles: own = roles }) => sum + own.length, 0);

type Pair = { readonly scenario: string; readonly role: Role };

const isOf = (running: Running, { scenario, role }: Pair): boolean =>
  running.scenario === scenario && running.role === role;

const inStep = (running: Running, { step, at }: { readonly step: string; readonly at: number }): Running => ({
  ...running,
  step,
  at,
});

const plusOne = (ended: Progress['ended'], kind: VerdictKind): Progress['ended'] => ({
  ...ended,
  [kind]: (ended[kind] ?? 0) + 1,
});

/**
 * A line for each scenario × target that runs, and one for the whole. None is wider than the screen, so that the
 * lines can be drawn over.
 */
export function drawProgress({ planned, again, running, ended, at }: Progress, width: number): readonly string[] {
  const done = Object.values(ended).reduce((sum, many) => sum + many, 0);
  const kinds = VERDICT_ORDER.flatMap((kind) => (ended[kind] === undefined ? [] : `${ended[kind]} ${kind}`));
  const total = [`${again ? 'asked again: ' : ''}${done} of ${planned} ended`, ...kinds, duration(at)].join(', ');
  const wide = Math.max(0, ...running.map(({ scenario, role }) => nameOf(scenario, role).length));
  const lines = running.map(({ scenario, role, step, at: since }) => {
    const waited = at > since ? `  ${duration(at - since)}` : '';
    return `  ${nameOf(scenario, role).padEnd(wide)}  ${step ?? 'begins'}${waited}`;
  });
  return [...lines, total].map((line) => clip(withoutCommands(printable(line)), width));
}

const nameOf = (scenario: string, role: Role): string => `${scenario} @ ${role}`;

/**
 * For logs: one line for each scenario that ended on a target, as the run saw it; the comparison comes later. The
 * second question has no lines: its outcomes are no verdicts.
 */
export function plainLine(event: RunEvent): string | undefined {
  if (event.kind !== 'scenario-ended' || event.again === true) return undefined;
  const { scenario, role, ended, steps, durationMs }: Outcome = event.outcome;
  const reason = reasonOf(ended);
  const facts = reason === '' ? count(steps.length, 'step') : reason;
  const line = `${ended.kind.padEnd(12)}  ${scenario} @ ${role}  ${duration(durationMs)}  ${facts}`;
  return withoutCommands(clip(printable(line), 1_000));
}
