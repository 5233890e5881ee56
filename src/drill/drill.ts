import type { Leg } from './leg.ts';
import type { Drill, Running } from './plan.ts';
import type { Webhook } from './webhook.ts';
import { DeadlineExceeded, withDeadline } from '../time/deadline.ts';
import { stopwatch } from '../time/stopwatch.ts';
import { drillAlert, endedAlert } from './alert.ts';
import { jsonAt, list, post, text } from './ask.ts';
import { member } from '../export/member.ts';
import { bad, fine, seconds, unknown } from './leg.ts';
import { countersOf, notification } from './notify.ts';
import { untilSeen } from './poll.ts';

/** Of its own: the alert must go, also when the drill was interrupted. */
const CLEAN_UP_MS = 10_000;

/**
 * Posts an alert, follows it to its ends, and takes it back.
 *
 * @throws the signal's own reason when it aborts, after the alert was taken back
 */
export async function* drill(plan: Drill, webhook: Webhook, signal: AbortSignal): AsyncGenerator<Leg> {
  const before = await countersOf(plan, signal);
  if ('says' in before) {
    yield before;
    return;
  }
  const running: Running = { ...plan, elapsed: stopwatch() };
  try {
    const posted = await fire(running, signal);
    yield posted;
    if (posted.state !== 'ok') return;
    const accepted = await acceptance(running, signal);
    yield accepted;
    if (accepted.state !== 'ok') return;
    // All at the same time: one that is late must not take the time of the others.
    yield* await Promise.all([
      delivery(running, webhook, signal),
      ...Array.from(before, ([integration, counters]) => notification(running, integration, counters, signal)),
    ]);
  } finally {
    yield await cleanUp(plan);
  }
}

async function fire({ alertmanagers, id, severity, elapsed }: Running, signal: AbortSignal): Promise<Leg> {
  for (const url of alertmanagers) {
    const posted = await post(url, '/api/v2/alerts', drillAlert(id, severity), signal);
    if (!posted.ok) return bad('post', posted.error, 'check the address, and that Alertmanager runs');
  }
  return fine('post', `drill ${id} fires, taken after ${seconds(elapsed())}`);
}

/** Somebody may have silenced it: then nothing is proven, and nothing is broken. */
async function acceptance({ alertmanagers, id, budgetMs, elapsed }: Running, signal: AbortSignal): Promise<Leg> {
  const path = pathTo(id);
  const status = await untilSeen(budgetMs - elapsed(), signal, async (inner) => {
    const answer = await jsonAt(alertmanagers[0]!, path, inner);
    const [alert] = answer.ok ? list(answer.value) : [];
    const state = text(member(member(alert, 'status'), 'state'));
    return state === 'active' || state === 'suppressed' ? alert : undefined;
  });
  if (status === undefined) return bad('accept', 'Alertmanager does not show it', 'read its log');
  if (text(member(member(status, 'status'), 'state')) === 'suppressed')
    return unknown('accept', suppression(status), 'end the silence, or drill again when it is over');
  const receivers = list(member(status, 'receivers')).map((each) => text(member(each, 'name')));
  return fine('accept', `active after ${seconds(elapsed())}, for ${receivers.join(' and ')}`);
}

function suppression(alert: unknown): string {
  const silences = list(member(member(alert, 'status'), 'silencedBy')).map(text);
  return silences.length > 0 ? `the silence ${silences.join(', ')} holds it back` : 'another alert inhibits it';
}

const pathTo = (id: string): string => `/api/v2/alerts?filter=${encodeURIComponent(`drill_id="${id}"`)}`;

async function delivery({ budgetMs, elapsed }: Running, { heard }: Webhook, signal: AbortSignal): Promise<Leg> {
  try {
    await withDeadline(Math.max(1, budgetMs - elapsed()), signal, () => heard);
    return fine('deliver', `received here after ${seconds(elapsed())}`);
  } catch (cause) {
    if (signal.aborted || !(cause instanceof DeadlineExceeded)) throw cause;
    return bad(
      'deliver',
      `not received here within ${seconds(budgetMs)}`,
      'look at the route with drill_id!="" and at the address of its webhook: it must be the one of --listen',
    );
  }
}

async function cleanUp({ alertmanagers, id, severity }: Drill): Promise<Leg> {
  const signal = new AbortController().signal;
  for (const url of alertmanagers) {
    const ended = await post(url, '/api/v2/alerts', endedAlert(id, severity, Date.now()), signal);
    if (!ended.ok) return bad('clean up', ended.error, 'nothing: it ends by itself when resolve_timeout is over');
  }
  const gone = await untilSeen(CLEAN_UP_MS, signal, async (inner) => {
    const answers = await Promise.all(alertmanagers.map((url) => jsonAt(url, pathTo(id), inner)));
    return answers.every((answer) => answer.ok && list(answer.value).length === 0) || undefined;
  });
  return gone === undefined
    ? bad('clean up', 'the alert is still active', 'nothing: it ends by itself when resolve_timeout is over')
    : fine('clean up', 'the alert is taken back');
}
