import type { Answer } from '../model/scenario.ts';
import type { HeaderValue } from '../model/tenant.ts';
import type { ReaderDeps } from './reader.ts';
import { Unheard } from './reader.ts';

export type Asked = { readonly path: string; readonly headers: Readonly<Record<string, HeaderValue>> };

/** An answer, and how its server's clock stands. */
export type Heard = {
  readonly answer: Answer;
  /** The server's time when it answered, epoch milliseconds: times it tells are measured against its own clock. */
  readonly serverNow: number;
};

/** How far clocks may be apart inside one deployment, and how far a time may lie in the future. */
export const CLOCK_SLACK_MS = 60_000;

/**
 * Asks a target for what one of its own systems knows.
 *
 * @param statuses `success` takes 2xx alone; `any` takes what an unwell application answers too
 * @throws Unheard when the answer is a refusal or no answer to this question
 */
export async function ask({ path, headers }: Asked, deps: ReaderDeps, statuses: 'success' | 'any'): Promise<Heard> {
  // An answer out of a cache would be as fresh as its Date says, for ever.
  const answer = await deps.request(path, { 'Cache-Control': { literal: 'no-cache' }, ...headers });
  const now = deps.now();
  const { status } = answer;
  const says = `${withoutQuery(path)} answered ${status}`;
  if (status === 401 || status === 403) throw new Unheard('no-permission', `${says}: it may not tell us`);
  if (status >= 300 && status < 400) throw new Unheard(...redirected(answer, says));
  const isSuccess = status >= 200 && status < 300;
  if (status === 404 || (!isSuccess && statuses === 'success')) throw new Unheard('absent', `${says}, wanted 200`);
  return { answer, serverNow: serverTime(answer) ?? now };
}

/** For sentences; a query may hold a secret. */
export const withoutQuery = (path: string): string => path.split(/[?#]/, 1)[0] ?? '';

function redirected(answer: Answer, says: string): ConstructorParameters<typeof Unheard> {
  const to = withoutQuery(answer.headers['location'] ?? '');
  return [/log-?in|sign-?in/i.test(to) ? 'no-permission' : 'absent', `${says} with a redirect to ${to || 'nowhere'}`];
}

/** A cache leaves the Date of its origin and tells beside it how long ago that was. */
function serverTime({ headers }: Answer): number | undefined {
  const date = Date.parse(headers['date'] ?? '');
  const age = Number.parseInt(headers['age'] ?? '0', 10);
  return Number.isNaN(date) ? undefined : date + (age > 0 ? age * 1_000 : 0);
}
