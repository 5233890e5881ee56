import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SCHEDULE_LOG } from './schedule.ts';
import { nginxLog, ownSocket, type Site } from './services.ts';

const PATIENCE_MS = 15_000;
const PAUSE_MS = 20;

/** Somebody else listens there. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

/**
 * A port that was free a moment ago.
 *
 * @param wanted 0 for any
 * @throws PortTaken; another error when the address is not one of this machine
 */
export async function freePort(host: string, wanted = 0): Promise<number> {
  const server = createServer();
  const listening = Promise.withResolvers<void>();
  server.once('error', (cause) => listening.reject(refused(host, wanted, cause)));
  server.listen(wanted, host, listening.resolve);
  await listening.promise;
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error(`${host} gives no port; name an address`);
  return address.port;
}

const refused = (host: string, port: number, cause: NodeJS.ErrnoException): Error =>
  cause.code === 'EADDRINUSE'
    ? taken(host, port)
    : new Error(
        `cannot listen on port ${port} of ${host} (${cause.code}); name a loopback address and a port above 1023`,
      );

const taken = (host: string, port: number): PortTaken =>
  new PortTaken(`port ${port} of ${host} is taken; choose another, or none to get a free one`);

/**
 * Waits until the instance says that it and everything it needs are well.
 *
 * @throws PortTaken; another error, with the ends of the logs, when it does not get well in time
 */
export async function untilWell(site: Site): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await get(site.folder, '/health');
    if (answer.status === 200) return;
    await demandNginx(site);
    if (performance.now() > giveUpAt) throw await notWell(site.folder, answer);
    await pause(PAUSE_MS);
  }
}

/**
 * Waits until the schedule has run: it found nothing to do, or its last task has left its results.
 *
 * @throws when it does not in time
 */
export async function untilScheduled(folder: string): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await hasRun(folder))) {
    if (performance.now() > giveUpAt)
      throw new Error(
        `the schedule has not run after ${PATIENCE_MS / 1_000} s: ${await textOf(join(folder, SCHEDULE_LOG))}`,
      );
    await pause(PAUSE_MS);
  }
}

/**
 * Waits until Horizon says that it runs, and with workers.
 *
 * @throws when it does not in time, with its last answer
 */
export async function untilWorking(folder: string, opsToken: string, patienceMs = PATIENCE_MS): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const { status, text } = await get(folder, '/horizon/api/stats', opsToken);
    if (status === 200 && isWorking(JSON.parse(text))) return;
    if (performance.now() > giveUpAt)
      throw new Error(`Horizon does not work after ${patienceMs} ms; it says: ${status} ${text.slice(0, 600)}`);
    await pause(PAUSE_MS);
  }
}

const isWorking = (stats: { readonly status?: unknown; readonly processes?: unknown }): boolean =>
  stats.status === 'running' && Number(stats.processes) > 0;

const hasRun = async (folder: string): Promise<boolean> =>
  (await get(folder, '/health/checks')).text !== '' ||
  (await textOf(join(folder, SCHEDULE_LOG))).includes('No scheduled commands');

type Answer = { readonly status: number; readonly text: string };

async function get(folder: string, path: string, opsToken = ''): Promise<Answer> {
  try {
    const headers = { connection: 'close', 'x-ops-token': opsToken };
    const asked = request({ socketPath: ownSocket(folder), path, headers }).end();
    const [answer] = await once(asked, 'response');
    return { status: answer.statusCode, text: (await answer.toArray()).join('') };
  } catch (cause) {
    return { status: 0, text: String(cause) };
  }
}

async function demandNginx({ folder, host, port }: Site): Promise<void> {
  const [emergency] = /\[emerg\].*/.exec(await textOf(nginxLog(folder))) ?? [];
  if (emergency === undefined) return;
  if (!emergency.includes('Address already in use')) throw new Error(`nginx did not start: ${emergency}`);
  throw taken(host, port);
}

async function notWell(folder: string, { status, text }: Answer): Promise<Error> {
  const names = ['services.log', 'nginx.log', 'php-fpm.log', 'storage/logs/laravel.log'];
  const logs = await Promise.all(
    names.map(async (name) => `${name}: ${(await textOf(join(folder, name))).slice(-600)}`),
  );
  return new Error(
    `the real Laravel is not well after ${PATIENCE_MS / 1_000} s; GET /health gave ${status} ${text}\n${logs.join('\n')}`,
  );
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}
