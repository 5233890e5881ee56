import type { Fault } from '../model/fault.ts';
import type { StepRecord } from '../model/outcome.ts';
import type { Verdict } from '../model/verdict.ts';
import { NoAnswer } from '../model/fault.ts';
import type { FailureKind } from '../model/scenario.ts';
import { NotJudged, StepFailed } from '../model/scenario.ts';
import { DeadlineExceeded } from '../time/deadline.ts';

/** Somebody stopped the run. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** The budget of the whole run is spent: says nothing about the target that happened to be asked then. */
export class RunBudgetSpent extends Error {
  override readonly name = 'RunBudgetSpent';
}

/** How a step ended that did not end well. */
export type Ending = {
  readonly end: Exclude<StepRecord['end'], 'done'>;
  readonly reason: string;
  readonly fault?: Fault;
} & FailureKind;

const END_OF_BLAME = { target: 'failed', world: 'not-judged', harness: 'broken' } as const satisfies Record<
  Fault['blame'],
  Ending['end']
>;

/**
 * What was thrown, as the end of a step. Anything nobody foresaw is our own fault, never the target's.
 *
 * @param waiting the step had not begun: it waited for the other target
 */
export function endingOf(thrown: unknown, waiting: boolean): Ending {
  if (thrown instanceof Interrupted) return { end: 'cancelled', reason: thrown.message };
  if (thrown instanceof RunBudgetSpent) return { end: 'not-judged', reason: thrown.message };
  if (thrown instanceof DeadlineExceeded && waiting)
    return { end: 'not-judged', reason: 'the other target used up the time of the scenario' };
  if (thrown instanceof DeadlineExceeded) return { end: 'failed', reason: thrown.message };
  if (thrown instanceof StepFailed) return { end: 'failed', reason: thrown.message, ...thrown.why };
  if (thrown instanceof NotJudged) return { end: 'not-judged', reason: thrown.message };
  if (thrown instanceof NoAnswer)
    return { end: END_OF_BLAME[thrown.fault.blame], reason: thrown.message, fault: thrown.fault, ...thrown.why };
  return { end: 'broken', reason: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) };
}

/** The verdict of a scenario whose step ended so. */
export function verdictOf(step: string, { end, reason }: Ending): Verdict {
  switch (end) {
    case 'failed':
      return { kind: 'fail', step, reason };
    case 'not-judged':
      return { kind: 'inconclusive', step, reason };
    case 'broken':
      return { kind: 'error', step, reason };
    case 'cancelled':
      return { kind: 'skipped', reason };
    default:
      return end satisfies never;
  }
}
