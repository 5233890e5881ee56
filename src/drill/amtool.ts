import type { Leg } from './leg.ts';
import { execFile } from 'node:child_process';
import { bad, fine, unknown } from './leg.ts';
import { ROUTES } from './routes.ts';

/** A file of its configuration, or an Alertmanager that runs. */
export type RoutesOf = { readonly file: string } | { readonly url: URL };

type Ended = { readonly code: number | string; readonly said: string };

/** Every route, as amtool resolves it: the same code that Alertmanager routes with. */
export async function* routeLegs(where: RoutesOf, signal: AbortSignal): AsyncGenerator<Leg> {
  const source = 'file' in where ? `--config.file=${where.file}` : `--alertmanager.url=${where.url.href}`;
  for (const { says, labels, receivers } of ROUTES) {
    const wanted = receivers.join(',');
    const { code, said } = await amtool(
      ['config', 'routes', 'test', source, `--verify.receivers=${wanted}`, ...labels],
      signal,
    );
    if (code === 'ENOENT') {
      yield unknown('route', 'amtool is not installed', 'install it (Debian: prometheus-alertmanager)');
      return;
    }
    if (code === 0) yield fine('route', `${says}: ${wanted}`);
    else
      yield bad('route', `${says}: wanted ${wanted}; amtool says: ${said}`, 'compare deploy/alerts/alertmanager.yaml');
  }
}

function amtool(args: readonly string[], signal: AbortSignal): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile('amtool', args, { signal }, (error, stdout, stderr) => {
      if (signal.aborted) return reject(signal.reason);
      const said = `${stdout}${stderr}`.trim().split('\n').slice(0, 2).join('; ');
      return resolve({ code: error?.code ?? 0, said });
    });
  });
}
