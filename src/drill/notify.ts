import type { Leg } from './leg.ts';
import type { Drill, Running } from './plan.ts';
import { textAt } from './ask.ts';
import { type Counters, countersIn, since, together } from './counters.ts';
import { bad, fine, seconds } from './leg.ts';
import { untilSeen } from './poll.ts';

/** Did the receivers of an integration take it? Counters of Alertmanager tell; that a person sees it they cannot. */
export async function notification(
  running: Running,
  integration: string,
  before: Counters,
  signal: AbortSignal,
): Promise<Leg> {
  const { budgetMs, elapsed } = running;
  const leg = `notify ${integration}`;
  let last: Counters | undefined;
  const ended = await untilSeen(budgetMs - elapsed(), signal, async (inner) => {
    const now = await countersOf({ ...running, integrations: [integration] }, inner);
    if ('says' in now) return undefined;
    last = since(before, now.get(integration)!);
    return last.failed > 0 || (last.notifications > 0 && last.succeeded > 0) ? last : undefined;
  });
  if (ended !== undefined && ended.failed === 0)
    return fine(leg, `notified after ${seconds(elapsed())} (${ended.notifications} more, none failed)`);
  const what =
    ended === undefined ? `${last?.notifications ?? 0} begun, none ended well` : `${ended.failed} failed for good`;
  return bad(leg, `${what} within ${seconds(budgetMs)}`, `read Alertmanager's log for the receiver of ${integration}`);
}

/** By integration, of all peers together; a leg when one of them does not tell. */
export async function countersOf(
  { alertmanagers, integrations }: Pick<Drill, 'alertmanagers' | 'integrations'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Counters> | Leg> {
  const answers = await Promise.all(alertmanagers.map((url) => textAt(url, '/metrics', signal)));
  const failed = answers.find((answer) => !answer.ok);
  if (failed !== undefined && !failed.ok)
    return bad('counters', failed.error, 'check the address, and that Alertmanager runs');
  const counted = new Map<string, Counters>();
  for (const integration of integrations) {
    const each = answers.map((answer) => (answer.ok ? countersIn(answer.value, integration) : undefined));
    const known = each.filter((counters) => counters !== undefined);
    if (known.length === 0)
      return bad('counters', `Alertmanager counts nothing for ${integration}`, 'name an integration it knows');
    counted.set(integration, together(known));
  }
  return counted;
}
