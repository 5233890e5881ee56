import type { LedgerEntry } from '../model/ledger.ts';
import type { Result } from '../model/result.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok } from '../model/result.ts';
import { RULE_IDS } from '../model/rules.ts';
import { problemsOf } from './schema.ts';
import { writeWhole } from './write-whole.ts';
import { messageOf } from '../model/message-of.ts';

/** Made when there is a ledger to read: a start without one does not pay for it. */
const makeSchema = () => z.strictObject({ version: z.literal(1), entries: z.array(makeEntrySchema()) });

const makeEntrySchema = () =>
  z.strictObject({
    fingerprint: z.string().regex(/^[\da-f]{12}$/u, 'expected 12 hex digits'),
    rule: z.enum(RULE_IDS),
    scenario: z.string(),
    step: z.string(),
    path: z.string(),
    reference: z.string().exactOptional(),
    candidate: z.string().exactOptional(),
    baseline: z.string().exactOptional(),
    of: z.enum(['reference', 'candidate', 'both']),
    tenants: z.array(z.string()).min(1, 'expected at least one tenant'),
    reason: z.string().min(1, 'expected a reason'),
    owner: z.string().min(1, 'expected an owner'),
    ticket: z.string().min(1, 'expected a ticket'),
    expires: z.iso.date('expected a date, e.g. 2027-01-31'),
    firstSeen: z.iso.date('expected a date, e.g. 2026-11-25'),
    required: z.boolean(),
  });

export const ledgerFile = (baselines: string): string => join(baselines, 'ledger.json');

/** @returns no entries when there is no ledger; all that is wrong with one, in one line */
export function readLedger(file: string): Result<readonly LedgerEntry[], string> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ok([]);
    return err(`${file} cannot be read: ${messageOf(cause)}`);
  }
  const parsed = makeSchema().safeParse(json);
  if (parsed.success) return ok(parsed.data.entries);
  return err(`${file}: ${problemsOf(parsed.error)}`);
}

/** In a fixed order, so that a review shows what changed. */
export function writeLedger(file: string, entries: readonly LedgerEntry[]): void {
  const sorted = entries.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  writeWhole(file, `${JSON.stringify({ version: 1, entries: sorted }, null, 2)}\n`);
}

const key = ({ rule, scenario, step, path, of, fingerprint }: LedgerEntry): string =>
  [rule, scenario, step, path, of, fingerprint].join(' ');
