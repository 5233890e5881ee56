import type { FailureKind } from '../src/model/scenario.ts';
import type { Testimony } from '../src/model/testimony.ts';
import { NotJudged, StepFailed } from '../src/model/scenario.ts';
import { weigh } from '../src/model/testimony.ts';

/**
 * All witnesses who know must say yes.
 *
 * @param rule of the finding when one says no
 * @throws StepFailed for a no and for a contradiction; NotJudged when nobody knows
 */
export function demandYes(testimonies: readonly Testimony[], rule: NonNullable<FailureKind['rule']>): void {
  const weighed = weigh(testimonies);
  switch (weighed.kind) {
    case 'yes':
      return;
    case 'no': {
      const { witness, says, cause } = weighed.by;
      throw new StepFailed(`${witness}: ${says}`, { rule, ...(cause !== undefined && { cause }) });
    }
    case 'contradiction': {
      const { yes, no } = weighed;
      const cause = isLost(yes, no) ? 'scheduled-task-lost' : (no.cause ?? 'witnesses-disagree');
      throw new StepFailed(`${no.witness}: ${no.says}; but ${yes.witness}: ${yes.says}`, {
        rule: 'witnesses-contradict',
        cause,
      });
    }
    case 'unknown':
      throw new NotJudged(`no witness can tell: ${weighed.why}`);
    default:
      return weighed satisfies never;
  }
}

/** Who sees the runs themselves, and whether they found anything to do, says yes; who sees their effect says no. */
const isLost = (yes: Testimony, no: Testimony): boolean => 'idle' in yes.facts && no.facts['recent'] === false;
