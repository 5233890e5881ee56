import type { Settings } from '../settings.ts';
import { type Event, publish, type Publisher } from './publish.ts';
import { type Job, push, type Queue, type ReportReady, triesOf, type Work } from './queue.ts';
import type { Reports } from './reports.ts';
import { printJson } from '../laravel-json.ts';

/** What a job can reach. */
export type Workplace = {
  readonly settings: Settings;
  readonly reports: Reports;
  readonly queue: Queue;
  readonly publisher: Publisher;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

/** Does a job of the queue, on a worker. @throws when it fails */
export async function handleJob(place: Workplace, { work, attempts }: Job): Promise<void> {
  const { settings } = place;
  const next = (ready: Work): void => push(place.queue, ready, place.now());
  if (work.kind === 'report-ready') return await broadcast(place, work.userId, work.data);
  if (settings.jobFails) return fail(place, work.reportId, attempts);
  for (let run = 0; run < (settings.runsTwice ? 2 : 1); run += 1)
    build(place, work.reportId, settings.workerHost, next);
}

/** Does everything at once, in the request that asked for it. @throws when it fails */
export async function handleNow(place: Workplace, reportId: number): Promise<void> {
  const { settings } = place;
  if (settings.jobFails) return fail(place, reportId, triesOf({ kind: 'build-report', reportId }));
  const following: Work[] = [];
  build(place, reportId, settings.apiHost, (work) => following.push(work));
  for (const work of following) if (work.kind === 'report-ready') await broadcast(place, work.userId, work.data);
}

/** Builds a report and tells its owner. One that was deleted meanwhile is left alone. */
function build({ reports }: Workplace, reportId: number, host: string, next: (work: Work) => void): void {
  const report = reports.rows.get(reportId);
  if (report === undefined) return;
  report.attempts += 1;
  report.status = 'ready';
  report.handledBy = host;
  const { id, userId, title, nonce, attempts } = report;
  next({ kind: 'report-ready', userId, data: { id, title, nonce, host, attempts } });
}

function fail({ reports, settings }: Workplace, reportId: number, attempt: number): never {
  const report = reports.rows.get(reportId);
  if (report !== undefined) {
    report.attempts = attempt;
    report.handledBy = settings.workerHost;
    if (attempt >= triesOf({ kind: 'build-report', reportId })) report.status = 'failed';
  }
  throw new JobFailed('The report cannot be built.');
}

class JobFailed extends Error {
  override readonly name = 'RuntimeException';

  override toString(): string {
    return `${this.name}: ${this.message} in /var/www/app/Jobs/BuildReport.php:38\nStack trace:\n#0 {main}`;
  }
}

async function broadcast({ settings, publisher }: Workplace, userId: number, data: ReportReady): Promise<void> {
  if (settings.broadcaster !== 'reverb') return;
  const event: Event = { name: 'report.ready', data: printJson(data), channels: [`private-users.${userId}`] };
  await publish(publisher, event);
}
