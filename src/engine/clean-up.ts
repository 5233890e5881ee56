import type { Notice } from '../model/report.ts';
import type { Api, ScenarioContext } from '../model/scenario.ts';
import type { Role } from '../model/tenant.ts';
import { withDeadline } from '../time/deadline.ts';
import { messageOf } from '../model/message-of.ts';

const CLEAN_MS = 10_000;

type Undo = { readonly what: string; readonly undo: (api: Api) => Promise<void> };

/** What a scenario has to undo on one target. */
export type CleanUps = {
  readonly add: ScenarioContext['cleanUp'];
  /**
   * Runs them, last one first, each whatever the others did.
   *
   * @param openApi with a signal of its own: an interrupted run cleans up too
   */
  readonly run: (openApi: (signal: AbortSignal) => Api) => Promise<readonly Notice[]>;
};

export function makeCleanUps(scenario: string, role: Role, redact: (text: string) => string): CleanUps {
  const undos: Undo[] = [];
  return {
    add: (what, undo) => void undos.push({ what, undo }),
    async run(openApi) {
      const notices: Notice[] = [];
      for (const { what, undo } of undos.toReversed()) {
        try {
          await withDeadline(CLEAN_MS, new AbortController().signal, (signal) => undo(openApi(signal)));
        } catch (thrown) {
          const why = redact(messageOf(thrown));
          notices.push(notClean(scenario, role, what, why));
        }
      }
      return notices;
    },
  };
}

const notClean = (scenario: string, role: Role, what: string, why: string): Notice => ({
  id: 'not-cleaned-up',
  says: `${scenario} left ${what} on the ${role}: ${why}`,
  todo: 'remove it by hand; it belongs to the canary account',
});
