import { once } from 'node:events';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ask, type Told } from './ask.ts';
import { json } from './expected.ts';
import { signIn } from './fixture.ts';
import { redisSocket } from './services.ts';
import type { Laravel } from './start.ts';

/** A member's requests, for the tests of queue and broadcasting. */
export type Member = {
  order(nonce: string): Promise<Told>;
  /** The values of the report that an order made first. */
  report(): Promise<Report>;
  authorise(channel: string): Promise<Told>;
  send(what: string, body?: unknown): Promise<Told>;
};

export type Report = { readonly status: string; readonly handled_by: string | null; readonly attempts: number };

export const SOCKET = '426611164.762741103';

export async function member(url: string): Promise<Member> {
  const authorization = `Bearer ${await signIn(url)}`;
  const send = async (what: string, body?: unknown): Promise<Told> => {
    const { headers, ...rest } = body === undefined ? {} : json(body);
    const told = await ask(url, what, { ...rest, headers: { ...headers, authorization } });
    return { ...told, body: told.body.replace(/(?<="created_at":")[^"]+/, '<now>') };
  };
  return {
    order: (nonce) => send('POST /api/reports', { title: 'Sales of May', nonce }),
    report: async () => reportOf(await send('GET /api/reports/1')),
    authorise: (channel) => send('POST /broadcasting/auth', { socket_id: SOCKET, channel_name: channel }),
    send,
  };
}

function reportOf({ body }: Told): Report {
  const { data }: { data: Report } = JSON.parse(body);
  return { status: data.status, handled_by: data.handled_by, attempts: data.attempts };
}

/** The jobs that failed for good, in order, e.g. `App\\Jobs\\BuildReport`, and the first line of what was thrown. */
export function failedJobsOf({ folder }: Laravel): readonly string[] {
  using database = new DatabaseSync(join(folder, 'storage/database.sqlite'), { readOnly: true });
  const rows = database.prepare(FAILED_JOBS).all();
  return rows.map(({ job, exception }) => `${String(job)}: ${firstLine(String(exception))}`);
}

/** Without the place in the source, and what each version of curl says in its own words. */
const firstLine = (exception: string): string => exception.split(/ in \/|: Failed to connect/, 1)[0] ?? '';

/** How many jobs wait in the Redis of an instance. */
export async function pendingJobsOf({ folder }: Laravel): Promise<number> {
  const socket = connect(redisSocket(folder));
  socket.end(`LLEN ${basename(folder)}:queues:default\r\n`);
  const [answer] = await once(socket, 'data');
  return Number(String(answer).slice(1));
}

const FAILED_JOBS = "select json_extract(payload, '$.displayName') as job, exception from failed_jobs order by id";

/** The tasks that `schedule:run` says it ran, in order; that there is none, in its words. Any version's output. */
export const tasksOf = (output: string): readonly string[] =>
  output.match(/(?<=Running .*'artisan' )[\w:-]+|No scheduled commands are ready to run/g) ?? [];
