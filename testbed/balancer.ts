import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './laravel/ready.ts';
import { supervise } from './laravel/supervise.ts';
import { findProgram } from './requirements.ts';

/** An address behind the balancer, and how many connections of a round it gets. */
export type Upstream = { readonly url: string; readonly weight?: number };

/** A real nginx that hands each request to the next upstream in turn, as the balancer of a rollout does. */
export type Balancer = AsyncDisposable & {
  readonly url: string;
  /** From the next connections on. Connections that are open stay where they are. */
  readonly switchTo: (...upstreams: readonly Upstream[]) => Promise<void>;
};

/** @throws when nginx does not answer in time */
export async function startBalancer(...upstreams: readonly Upstream[]): Promise<Balancer> {
  const folder = await mkdtemp(join(tmpdir(), 'balancer-'));
  const port = await freePort('127.0.0.1');
  const configure = (some: readonly Upstream[]): Promise<void> =>
    writeFile(join(folder, 'nginx.conf'), configOf(folder, port, some));
  await configure(upstreams);
  const command = `'${findProgram(/^nginx$/)}' -p . -c nginx.conf -e nginx.log`;
  const services = supervise(folder, [command], { PATH: process.env['PATH'] ?? '' });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilItAnswers(url);
  } catch (cause) {
    await services.stop();
    throw cause;
  }
  return {
    url,
    async switchTo(...some) {
      await configure(some);
      process.kill(Number(await readFile(join(folder, 'nginx.pid'), 'utf8')), 'SIGHUP');
    },
    [Symbol.asyncDispose]: () => services.stop(),
  };
}

const PATIENCE_MS = 10_000;

/** Whatever the answer: nginx has then written down which process it is. */
async function untilItAnswers(url: string): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return void (await fetch(url, { method: 'HEAD' }));
    } catch (cause) {
      if (performance.now() > giveUpAt) throw new Error(`the balancer at ${url} did not answer`, { cause });
      await pause(PAUSE_MS);
    }
  }
}

const PAUSE_MS = 20;

const configOf = (folder: string, port: number, upstreams: readonly Upstream[]): string => `daemon off;
${process.getuid?.() === 0 ? 'user root;\n' : ''}worker_processes 1;
pid nginx.pid;
error_log nginx.log warn;
events { worker_connections 256; }
http {
  access_log off;
  server_tokens off;
${['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'].map((name) => `  ${name}_temp_path ${join(folder, name)};`).join('\n')}
  upstream pods {
${upstreams.map(({ url, weight = 1 }) => `    server ${new URL(url).host} weight=${weight};`).join('\n')}
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://pods;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Connection "";
    }
  }
}
`;
