import type { HeaderLine } from '../model/observation.ts';
import type { ApiRequest } from '../model/scenario.ts';
import type { Application, HeaderValue, Reach, Secrets, Target } from '../model/tenant.ts';
import { valueOf } from './endpoint.ts';
import { traceLines } from './trace.ts';

type Sender = {
  readonly target: Target;
  readonly app: Pick<Application, 'locale'>;
  readonly secrets: Secrets;
  readonly userAgent?: string;
  readonly traceId?: string;
};

/**
 * The header lines of a request. What comes later wins over what comes before: our own, those of the reach, the
 * token, those of the scenario.
 *
 * `Accept-Encoding: identity`, so that bodies compare byte for byte; `X-Synthetic` marks the traffic as ours.
 *
 * @throws Error when a secret has no value
 */
export function headersOf(
  { target, app, secrets, userAgent = 'parity', traceId }: Sender,
  { headers = {} }: ApiRequest,
  { token, hasBody }: { readonly token: string | undefined; readonly hasBody: boolean },
): readonly HeaderLine[] {
  const { origin } = target.reach;
  return lastOfEach([
    ['Accept', 'application/json'],
    ['Accept-Language', app.locale],
    ['Accept-Encoding', 'identity'],
    ['User-Agent', userAgent],
    ['X-Synthetic', 'parity'],
    ...traceLines(traceId),
    ...(origin === undefined ? [] : [['Origin', origin] as const]),
    ...(hasBody ? [['Content-Type', 'application/json'] as const] : []),
    ...plainHeaders(target.reach.headers, secrets),
    ...(token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const]),
    ...Object.entries(headers),
  ]);
}

/** @throws Error when a secret has no value */
export const plainHeaders = (headers: Reach['headers'], secrets: Secrets): readonly HeaderLine[] =>
  Object.entries(headers).map(([name, value]) => [name, textOf(value, secrets)]);

/** Of several lines of one name the last. */
export const lastOfEach = (lines: readonly HeaderLine[]): readonly HeaderLine[] =>
  lines.filter(([name], at) => !lines.slice(at + 1).some(([later]) => sameName(later, name)));

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const textOf = (value: HeaderValue, secrets: Secrets): string =>
  'literal' in value ? value.literal : valueOf(secrets, value.secret);
