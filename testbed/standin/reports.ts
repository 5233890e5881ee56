import { type Answer, type Asked, jsonAnswer, NO_CACHE } from './answer.ts';
import type { App } from './app.ts';
import { isoSeconds, withMicroseconds } from './dates.ts';
import { invalid, modelNotFound, serverError } from './errors.ts';
import { inputOf } from './input.ts';
import type { JsonObject } from './laravel-json.ts';
import { handleNow } from './queue/handle.ts';
import { push } from './queue/queue.ts';
import { addReport, type Report } from './queue/reports.ts';
import type { Bearer } from './tokens.ts';
import { atMost, type FieldRules, string, validate } from './validate.ts';

const FIELDS: Readonly<Record<string, FieldRules>> = {
  title: { isRequired: true, rules: [string, atMost(100)] },
  nonce: { isRequired: true, rules: [string, atMost(20_000)] },
};

const ordered = ({ id, title, status, createdAt }: Report): JsonObject => ({
  id,
  title,
  status,
  created_at: withMicroseconds(isoSeconds(createdAt)),
});

/** `POST /api/reports`: takes an order, which a worker builds; its owner is told by `report.ready`. */
export async function orderReport(asked: Asked, app: App, { userId }: Bearer): Promise<Answer> {
  const input = inputOf(asked);
  const errors = validate(input, FIELDS);
  if (Object.keys(errors).length > 0) return invalid(errors);
  const fields = { title: String(input['title']), nonce: String(input['nonce']) };
  const report = addReport(app.reports, { userId, ...fields, createdAt: app.now() });
  const answer = jsonAnswer({ data: ordered(report) }, 202);
  const { queue: kind } = app.settings;
  if (kind === 'sync') return await handleNow(app, report.id).then(() => answer, serverError);
  if (kind === 'redis') push(app.queue, { kind: 'build-report', reportId: report.id }, app.now());
  return answer;
}

/** `GET /api/reports/{id}`, of the member that ordered it. */
export function showReport(_asked: Asked, app: App, bearer: Bearer, id: string): Answer {
  const report = reportOf(app, bearer, id);
  if (report === undefined) return modelNotFound('Report', id);
  return jsonAnswer({ data: { ...ordered(report), handled_by: report.handledBy, attempts: report.attempts } });
}

/** `DELETE /api/reports/{id}` */
export function deleteReport(_asked: Asked, app: App, bearer: Bearer, id: string): Answer {
  const report = reportOf(app, bearer, id);
  if (report === undefined) return modelNotFound('Report', id);
  app.reports.rows.delete(report.id);
  return { status: 204, headers: [NO_CACHE], cookies: [], body: { kind: 'empty' } };
}

function reportOf({ reports }: App, { userId }: Bearer, id: string): Report | undefined {
  const report = reports.rows.get(Number(id));
  return report?.userId === userId ? report : undefined;
}
