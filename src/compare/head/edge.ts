import type { Observation } from '../../model/observation.ts';

/** Names that gateways, load balancers and CDNs give in `Server`. */
const EDGE_SERVER = /^(?:cloudflare|awselb|cloudfront|nginx|openresty|envoy|istio|cilium|traefik|varnish|haproxy)/iu;

/** Marks that only the application behind PHP leaves. */
const APPLICATION = ['x-powered-by', 'x-ratelimit-limit'];

/**
 * Did a gateway, load balancer or CDN answer in place of the application?
 *
 * A challenge says so itself; an error page is no JSON, names its server, and bears no mark of the application.
 */
export function isEdgeAnswer({ response }: Observation): boolean {
  const valueOf = (wanted: string): string | undefined =>
    response.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (valueOf('cf-mitigated') !== undefined) return true;
  if (response.status < 300 || !['html', 'text', 'empty'].includes(response.body.state)) return false;
  if (APPLICATION.some((name) => valueOf(name) !== undefined)) return false;
  return EDGE_SERVER.test(valueOf('server') ?? '') || valueOf('via') !== undefined;
}
