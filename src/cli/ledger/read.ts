import type { LedgerEntry } from '../../model/ledger.ts';
import { ledgerFile, readLedger } from '../../baseline/ledger.ts';
import { usageError } from '../usage-error.ts';

/** @throws UsageError when the ledger cannot be read: what is accepted must not be guessed */
export function readEntries(baselines: string): readonly LedgerEntry[] {
  const read = readLedger(ledgerFile(baselines));
  if (!read.ok) throw usageError(read.error, 'restore it from git, or mend the entry that is named');
  return read.value;
}

/** What is accepted for one tenant, and the day. */
export const ledgerOf = (baselines: string, tenant: string) => ({
  entries: readEntries(baselines).filter(({ tenants }) => tenants.includes(tenant)),
  today: today(),
});

/** `2026-11-25`, UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);
