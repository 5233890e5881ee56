import { type Difference, inPathOrder } from '../difference.ts';
import { compareCookies } from './compare-cookies.ts';
import { compareHeaders } from './compare-headers.ts';
import type { Head } from './head.ts';

/** What the heads of two answers say about each other. */
export type HeadComparison = {
  readonly differences: readonly Difference[];
  /**
   * How far the bodies can be compared: `whole`; `errors` when the status is another one of the same hundred, so only
   * what every error body may show is worth a look; `not` when this is another answer altogether.
   */
  readonly bodies: 'whole' | 'errors' | 'not';
};

/** Status, body state, headers, cookies. An answer of another kind is one difference, whatever else it changed. */
export function compareHeads(expected: Head, actual: Head): HeadComparison {
  const sameState = expected.body === actual.body;
  if (expected.status !== actual.status) return compareStatus(expected, actual, sameState);
  if (!sameState) {
    return { differences: [plain('body-state-changed', 'body', expected.body, actual.body)], bodies: 'not' };
  }
  const differences = [
    ...compareHeaders(expected.headers, actual.headers),
    ...compareCookies(expected.cookies, actual.cookies),
  ];
  return { differences: inPathOrder(differences), bodies: 'whole' };
}

const plain = (rule: 'status-changed' | 'body-state-changed', path: string, expected: string, actual: string) => ({
  rule,
  path,
  expected,
  actual,
});

/** Headers that belong to one status: `Allow` to 405, `Location` to a redirect. */
const OF_STATUS = new Set(['allow', 'location', 'retry-after', 'www-authenticate', 'content-type', 'link']);

function compareStatus(expected: Head, actual: Head, sameState: boolean): HeadComparison {
  const words = ({ status, body }: Head): string => (sameState ? String(status) : `${status} ${body}`);
  const changed = plain('status-changed', 'status', words(expected), words(actual));
  const sameHundred = Math.floor(expected.status / 100) === Math.floor(actual.status / 100);
  if (!sameHundred || !sameState) return { differences: [changed], bodies: sameState ? 'errors' : 'not' };
  const [was, is] = [expected, actual].map(({ headers }) => headers.filter(({ name }) => !OF_STATUS.has(name)));
  const headers = compareHeaders(was ?? [], is ?? []);
  return { differences: inPathOrder([changed, ...headers]), bodies: 'errors' };
}
