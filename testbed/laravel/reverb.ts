import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReverbApp } from '../standin/reverb/app.ts';
import { startFront } from '../standin/reverb/front.ts';
import { reverbCommand } from './commands.ts';
import { environmentOf } from './environment.ts';
import type { RedisAddress } from './options.ts';
import { freePort } from './ready.ts';
import { supervise } from './supervise.ts';

export type RealReverbOptions = {
  /** The folder of an application for which Composer has installed laravel/reverb. */
  readonly application: string;
  readonly app: Pick<ReverbApp, 'id' | 'key' | 'secret'>;
  /** Joins the two instances. */
  readonly redis: RedisAddress;
  /** The pub/sub channel of theirs. */
  readonly channel: string;
  /** Of the address before the two. Default: a free one. */
  readonly port?: number;
  /** How long each may take to be up, in milliseconds. Default 15,000. */
  readonly patienceMs?: number;
};

/** `http://<host>:<port>`: one address, the next instance for each new socket. */
export type Sockets = { readonly url: string } & AsyncDisposable;

const HOST = '127.0.0.1';
const PATIENCE_MS = 15_000;
const PAUSE_MS = 20;

/**
 * Starts two instances of the real Reverb behind one address. They go with this process, however it ends.
 *
 * @throws when one does not answer in time, with the end of what they said; the error of the socket when the port is taken
 */
export async function startRealReverb(options: RealReverbOptions): Promise<Sockets> {
  const { application, app, redis, channel, port, patienceMs = PATIENCE_MS } = options;
  const folder = await mkdtemp(join(tmpdir(), 'reverb-'));
  for (const name of ['cache', 'storage/logs']) await mkdir(join(folder, name), { recursive: true });
  const ports = [await freePort(HOST), await freePort(HOST)];
  const commands = ports.map((own) => reverbCommand(application, HOST, own));
  await using stack = new AsyncDisposableStack();
  const services = supervise(folder, commands, {
    ...environmentOf(folder, { redis }),
    REVERB_APP_ID: app.id,
    REVERB_APP_KEY: app.key,
    REVERB_APP_SECRET: app.secret,
    REVERB_SCALING_ENABLED: 'true',
    REVERB_SCALING_CHANNEL: channel,
  });
  stack.defer(() => services.stop());
  const instances = ports.map((own) => `http://${HOST}:${own}`);
  await Promise.all(instances.map((url) => untilUp(url, folder, patienceMs)));
  const { url } = stack.use(await startFront({ instances, ...(port !== undefined && { port }) }));
  const owned = stack.move();
  return { url, [Symbol.asyncDispose]: async () => await owned.disposeAsync() };
}

async function untilUp(url: string, folder: string, patienceMs: number): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!(await isUp(url))) {
    if (performance.now() > giveUpAt) {
      const said = await readFile(join(folder, 'services.log'), 'utf8');
      throw new Error(`the real Reverb at ${url} is not up after ${patienceMs} ms: ${said.slice(-600)}`);
    }
    await pause(PAUSE_MS);
  }
}

async function isUp(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/up`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
