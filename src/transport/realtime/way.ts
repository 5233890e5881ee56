import type { HeaderLine } from '../../model/observation.ts';
import type { OpenOptions } from '../../model/realtime.ts';
import type { RealtimeReach, Secrets, Target } from '../../model/tenant.ts';
import { type ClientCertificate, type Endpoint, endpointOf, valueOf } from '../endpoint.ts';
import { lastOfEach, plainHeaders } from '../header-lines.ts';
import { traceLines } from '../trace.ts';

/** How one socket is dialled and asked for, live. */
export type Way = {
  readonly endpoint: Endpoint;
  readonly certificate?: ClientCertificate;
  /** `ws(s)://host:port/prefix/app/key?…` */
  readonly url: URL;
  /** Ours; those of the upgrade itself come from the websocket library. */
  readonly headers: readonly HeaderLine[];
};

export type Dialler = {
  readonly target: Target;
  readonly secrets: Secrets;
  readonly userAgent?: string;
  readonly traceId?: string;
};

/** As the newest pusher-js writes it: a proxy or a server could go by it. */
export const CLIENT_QUERY = 'protocol=7&client=js&version=8.6.0&flash=false';

/** @throws Error when the target has no websocket server, or no such instance: the plan sees to that, so it is a bug */
export function wayOf(dialler: Dialler, options: OpenOptions = {}): Way {
  const { target, secrets, userAgent = 'parity', traceId } = dialler;
  const realtime = realtimeOf(target);
  const { key = realtime.key, instance } = options;
  const { clientCertificate: own } = target.reach;
  const path = `/app/${encodeURIComponent(key)}?${CLIENT_QUERY}`;
  return {
    endpoint: endpointOf(httpUrlOf(realtime), reachOf(target, instance)),
    ...(own && { certificate: { cert: own.certificate.pem, key: valueOf(secrets, own.key) } }),
    url: new URL(prefixOf(realtime) + path, realtime.url),
    headers: originOf(options.origin, [
      ['User-Agent', userAgent],
      ['X-Synthetic', 'parity'],
      ...traceLines(traceId),
      ...(target.reach.origin === undefined ? [] : [['Origin', target.reach.origin] as const]),
      ...plainHeaders(target.reach.headers, secrets),
    ]),
  };
}

/** @param origin instead of the one in the lines; null takes it out */
function originOf(origin: string | null | undefined, lines: readonly HeaderLine[]): readonly HeaderLine[] {
  if (origin === null) return lastOfEach(lines).filter(([name]) => name.toLowerCase() !== 'origin');
  return lastOfEach(origin === undefined ? lines : [...lines, ['Origin', origin]]);
}

export function realtimeOf({ role, realtime }: Target): RealtimeReach {
  if (realtime === undefined) throw new Error(`the ${role} has no websocket server; set realtime for this target`);
  return realtime;
}

/** The websocket server as an HTTP URL, without a path. */
export const httpUrlOf = ({ url }: RealtimeReach): string => new URL(url.replace(/^ws/, 'http')).origin;

/** Empty, or `/prefix`. */
export const prefixOf = ({ url }: Pick<RealtimeReach, 'url'>): string => new URL(url).pathname.replace(/\/$/, '');

/** The reach of the target, with what is said for its websocket server. */
export function reachOf(target: Target, instance?: number): Target['reach'] {
  const { connectTo, instances } = realtimeOf(target);
  if (instance === undefined) return { ...target.reach, ...(connectTo && { connectTo }) };
  const direct = instances[instance];
  if (direct === undefined) throw new Error(`the ${target.role} has ${instances.length} instances, no ${instance}`);
  return { ...target.reach, connectTo: direct };
}
