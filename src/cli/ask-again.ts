import type { RunDeps } from '../engine/deps.ts';
import type { Finding } from '../model/finding.ts';
import type { OnEvent } from '../model/event.ts';
import type { SelfCheck } from '../model/noise.ts';
import type { Notice } from '../model/report.ts';
import type { Ran } from './execute.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { run } from '../engine/run.ts';

/** What asking again has shown, and what a reader must know about it. */
export type AskedAgain = {
  readonly checks: readonly SelfCheck[];
  readonly notices: readonly Notice[];
  readonly interrupted: boolean;
};

const NOT_ASKED: AskedAgain = { checks: [], notices: [], interrupted: false };

/** The clock of the whole run goes on: both questions share one budget. */
type Asking = RunDeps & Required<Pick<RunDeps, 'elapsedMs'>>;

/** What the targets say when they are asked a second time; its events say that they are of the second question. */
export async function askAgain(
  { plan, result }: Ran,
  findings: readonly Finding[],
  deps: Asking,
  { onEvent, signal }: { readonly onEvent: OnEvent; readonly signal: AbortSignal },
): Promise<AskedAgain> {
  if (result.interrupted || findings.length === 0) return NOT_ASKED;
  const { planAgain, selfChecks } = await import('../engine/again.ts');
  const first = { findings, outcomes: result.outcomes, spentMs: deps.elapsedMs() };
  const second = planAgain(plan, first, SCENARIOS);
  if (second.kind === 'nothing') return NOT_ASKED;
  if (second.kind === 'no-time') return { ...NOT_ASKED, notices: [noTime('were not asked')] };
  const again = await run(second.plan, deps, (event) => onEvent({ ...event, again: true }), signal);
  const isCut = deps.elapsedMs() >= plan.timeoutMs && again.outcomes.some(({ ended }) => ended.kind === 'inconclusive');
  return {
    checks: selfChecks(plan, result.outcomes, again.outcomes),
    notices: [...again.notices, ...(isCut ? [noTime('could not all be asked')] : [])],
    interrupted: again.interrupted,
  };
}

const noTime = (what: string): Notice => ({
  id: 'not-asked-again',
  says: `the targets ${what} again, for the budget of the run was spent: a finding may come from a target that disagrees with itself`,
  todo: 'raise --timeout',
});
