import { count } from '../../report/layout.ts';
import { homeAt } from '../home.ts';
import { nameOf } from './notices.ts';
import { readEntries, today } from './read.ts';

const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

/** What has expired and what soon will, a line each. */
export function check(home?: string): { readonly text: string; readonly hasExpired: boolean } {
  const entries = readEntries(homeAt(home).baselines);
  const now = today();
  const soon = new Date(Date.parse(`${now}T00:00:00Z`) + SOON_DAYS * DAY_MS).toISOString().slice(0, 10);
  const lines = entries
    .filter(({ expires }) => expires <= soon)
    .toSorted((a, b) => (a.expires < b.expires ? -1 : 1))
    .map((entry) => {
      const word = entry.expires < now ? 'expired' : 'expires';
      return `${word} ${entry.expires}  ${nameOf(entry)}  ${entry.tenants.join(', ')}  ${entry.owner}, ${entry.ticket}`;
    });
  return {
    text: `${[...lines, count(entries.length, 'accepted place')].join('\n')}\n`,
    hasExpired: entries.some(({ expires }) => expires < now),
  };
}
