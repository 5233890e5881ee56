import type { JsonObject } from '../laravel-json.ts';
import { type Job, nameOf, triesOf } from '../queue/queue.ts';

/** A job as Horizon's API tells it. Times are texts: seconds since the epoch, with a fraction. */
export function jobJson(job: Job, index: number): JsonObject {
  const { id, work, status, endedAt, reservedAt, exception } = job;
  return {
    id,
    connection: 'redis',
    queue: 'default',
    name: nameOf(work),
    status,
    payload: payloadOf(job),
    exception: status === 'failed' ? (exception ?? null) : null,
    context: null,
    failed_at: status === 'failed' ? secondsOf(endedAt) : null,
    completed_at: status === 'completed' ? secondsOf(endedAt) : null,
    retried_by: status === 'failed' ? [] : null,
    reserved_at: secondsOf(reservedAt),
    index,
  };
}

const secondsOf = (at: number | undefined): string | null => (at === undefined ? null : (at / 1_000).toFixed(4));

function payloadOf(job: Job): JsonObject {
  const { id, work, attempts, pushedAt } = job;
  const isBroadcast = work.kind === 'report-ready';
  const command = isBroadcast ? String.raw`Illuminate\Broadcasting\BroadcastEvent` : nameOf(work);
  const reportId = isBroadcast ? work.data.id : work.reportId;
  return {
    uuid: id,
    displayName: nameOf(work),
    job: String.raw`Illuminate\Queue\CallQueuedHandler@call`,
    maxTries: isBroadcast ? null : triesOf(work),
    maxExceptions: null,
    failOnTimeout: false,
    backoff: null,
    timeout: null,
    data: { commandName: command, command: `O:${command.length}:"${command}":0:{}` },
    id: id.replaceAll('-', ''),
    attempts: Math.max(attempts - 1, 0),
    type: isBroadcast ? 'broadcast' : 'job',
    tags: [String.raw`App\Models\Report:` + String(reportId)],
    silenced: false,
    pushedAt: secondsOf(pushedAt),
  };
}
