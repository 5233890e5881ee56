import type { Finding } from '../../model/finding.ts';
import type { LedgerEntry } from '../../model/ledger.ts';
import type { AcceptOptions } from '../ledger-command.ts';
import { ledgerFile, writeLedger } from '../../baseline/ledger.ts';
import { acceptanceKey, driftOf, fingerprintOf, placeOf } from '../../compare/index.ts';
import { nearest } from '../../model/nearest.ts';
import { count } from '../../report/layout.ts';
import { homeAt } from '../home.ts';
import { readSaved } from '../saved.ts';
import { usageError } from '../usage-error.ts';
import { readEntries, today } from './read.ts';

const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/** Writes one entry for each place of the finding; places that were accepted already are accepted anew. */
export function accept(id: string, options: AcceptOptions): string {
  const saved = readSaved(options.report);
  const finding = saved.findings.find((each) => each.id === id);
  if (finding === undefined) throw unknownFinding(id, saved.findings);
  demandDay(options.expires);
  const { baselines } = homeAt(options.home);
  const entries = entriesOf(finding, [saved.tenant.id, ...options.alsoFor], options);
  const known = readEntries(baselines);
  const names = new Set(entries.map(acceptanceKey));
  const kept = known.filter((entry) => !names.has(acceptanceKey(entry)));
  const merged = entries.map((entry) => mergedWith(known, entry));
  writeLedger(ledgerFile(baselines), [...kept, ...merged]);
  return `accepted ${finding.rule}: ${count(entries.length, 'place')}, until ${options.expires}\n`;
}

/** A place accepted before keeps its first day and its tenants. */
function mergedWith(known: readonly LedgerEntry[], entry: LedgerEntry): LedgerEntry {
  const before = known.find((each) => acceptanceKey(each) === acceptanceKey(entry));
  if (before === undefined) return entry;
  return {
    ...entry,
    firstSeen: before.firstSeen,
    tenants: [...new Set([...before.tenants, ...entry.tenants])].toSorted(),
  };
}

function entriesOf(finding: Finding, tenants: readonly string[], options: AcceptOptions): readonly LedgerEntry[] {
  const { rule, attribution } = finding;
  const of = driftOf(attribution);
  if (of === undefined) {
    throw usageError(`${finding.id} is ${attribution}, and only drift can be accepted`, 'see parity explain');
  }
  const { reason, owner, ticket, expires, required } = options;
  return finding.places.map((place) => ({
    fingerprint: fingerprintOf(rule, place),
    rule,
    ...placeOf(place),
    of,
    tenants: [...new Set(tenants)].toSorted(),
    reason,
    owner,
    ticket,
    expires,
    firstSeen: today(),
    required: required === true,
  }));
}

/** A day of the calendar, from today on, at most a year away: nothing is accepted for ever. */
function demandDay(expires: string): void {
  const at = /^\d{4}-\d\d-\d\d$/u.test(expires) ? Date.parse(`${expires}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(expires);
  if (!isDay) throw usageError(`--expires ${expires} is no day`, 'write it as 2027-01-31');
  if (expires < today()) throw usageError(`--expires ${expires} is over`, 'give a day to come');
  if (at - Date.now() > LONGEST_DAYS * DAY_MS) {
    throw usageError(
      `--expires ${expires} is more than a year away`,
      'nothing is accepted for ever; give a nearer day',
    );
  }
}

function unknownFinding(id: string, findings: readonly Finding[]): Error {
  const meant = nearest(
    id,
    findings.map((finding) => finding.id),
  );
  const there = findings.map((finding) => `${finding.id} ${finding.rule}`).join('\n    ');
  return usageError(
    `the report has no finding ${id}`,
    meant === undefined ? `it has\n    ${there || 'none'}` : `npm run parity -- ledger accept ${meant} …`,
  );
}
