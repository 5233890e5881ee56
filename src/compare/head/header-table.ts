/**
 * How a header is compared.
 *
 * `ignore`: never. `presence`: is it there. `value`: as it is. `token`: likewise, case does not matter. `list`,
 * `directives`: as a set, split at commas or semicolons. `url`, `link`, `origin`, `etag`, `vary`: as their names say.
 */
export type How =
  | 'ignore'
  | 'presence'
  | 'value'
  | 'token'
  | 'list'
  | 'directives'
  | 'url'
  | 'link'
  | 'origin'
  | 'etag'
  | 'vary';

/** Which rules speak of it. */
export type Family = 'plain' | 'caching' | 'cors' | 'security' | 'rate-limit' | 'redirect' | 'etag';

export type HeaderEntry = {
  /** Lower-case; a `*` at the end stands for any rest. */
  readonly names: string;
  readonly how: How;
  readonly family: Family;
};

const entry = (how: How, family: Family, names: string): HeaderEntry => ({ names, how, family });

/** Headers that something in front of the application adds, by its name: evidence of who answered, never drift. */
export const EDGE_PROFILES = {
  cloudflare: 'cf-* server alt-svc nel report-to server-timing speculation-rules expect-ct x-cache x-cache-*',
  alb: 'x-amzn-* x-amz-* x-amz-cf-*',
  nginx: 'x-accel-* x-nginx-* x-proxy-cache',
  envoy: 'x-envoy-* via x-request-id x-correlation-id traceparent tracestate x-b3-* x-datadog-* x-forwarded-*',
  transport:
    'content-encoding content-length transfer-encoding connection keep-alive proxy-connection trailer upgrade date age',
  runtime: 'x-runtime x-response-time x-served-by',
} as const satisfies Record<string, string>;

/** The first entry that fits wins; what fits none is compared by its presence. */
const HEADERS: readonly HeaderEntry[] = [
  ...Object.values(EDGE_PROFILES).map((names) => entry('ignore', 'plain', names)),
  entry('ignore', 'plain', 'set-cookie content-type'),
  entry('list', 'caching', 'cache-control pragma'),
  entry('presence', 'caching', 'expires last-modified'),
  entry('vary', 'caching', 'vary'),
  entry('etag', 'etag', 'etag'),
  entry('origin', 'cors', 'access-control-allow-origin'),
  entry('list', 'cors', 'access-control-allow-methods access-control-allow-headers access-control-expose-headers'),
  entry('token', 'cors', 'access-control-allow-credentials access-control-max-age access-control-*'),
  entry('directives', 'security', 'strict-transport-security content-security-policy content-security-policy-*'),
  entry('list', 'security', 'permissions-policy referrer-policy clear-site-data'),
  entry('token', 'security', 'x-frame-options x-content-type-options cross-origin-* x-permitted-cross-domain-policies'),
  entry('directives', 'security', 'x-xss-protection'),
  entry('value', 'rate-limit', 'x-ratelimit-limit ratelimit-limit ratelimit-policy'),
  entry('presence', 'rate-limit', 'x-ratelimit-* ratelimit-* retry-after'),
  entry('url', 'redirect', 'location content-location'),
  entry('link', 'redirect', 'link'),
  entry('list', 'plain', 'allow accept-ranges accept-patch accept-post'),
  entry('token', 'plain', 'content-language x-robots-tag'),
  entry('value', 'plain', 'www-authenticate'),
];

const DEFAULT: HeaderEntry = entry('presence', 'plain', '*');

const EXACT = new Map<string, HeaderEntry>();
const PREFIXES: (readonly [string, HeaderEntry])[] = [];
for (const header of HEADERS) {
  for (const name of header.names.split(' ')) {
    if (name.endsWith('*')) PREFIXES.push([name.slice(0, -1), header]);
    else if (!EXACT.has(name)) EXACT.set(name, header);
  }
}

/** @param name lower-case */
export const headerEntry = (name: string): HeaderEntry =>
  EXACT.get(name) ?? PREFIXES.find(([prefix]) => name.startsWith(prefix))?.[1] ?? DEFAULT;

/** May several lines of it stand in one answer, meaning the same as one line? */
export const isList = (how: How): boolean => how === 'list' || how === 'vary' || how === 'link';
