import { ledgerFile, writeLedger } from '../../baseline/ledger.ts';
import { homeAt } from '../home.ts';
import { readSaved } from '../saved.ts';
import { nameOf, unobserved } from './notices.ts';
import { readEntries } from './read.ts';

/** Drops the report's tenant from every entry that its run exercised and did not see; what it did not run stays. */
export function prune(file: string, home?: string): string {
  const saved = readSaved(file);
  const { baselines } = homeAt(home);
  const entries = readEntries(baselines);
  const own = entries.filter(({ tenants, required }) => tenants.includes(saved.tenant.id) && !required);
  // An expired entry is no longer accepted; its place, if it is still there, is among the findings.
  const found = new Set(
    saved.findings.flatMap(({ rule, places }) =>
      places.map(({ scenario, step, path }) => [rule, scenario, step, path].join(' ')),
    ),
  );
  const gone = new Set(
    unobserved(own, saved).filter(
      ({ rule, scenario, step, path }) => !found.has([rule, scenario, step, path].join(' ')),
    ),
  );
  if (gone.size === 0) return 'nothing to prune\n';
  const left = entries.flatMap((entry) => {
    if (!gone.has(entry)) return [entry];
    const tenants = entry.tenants.filter((tenant) => tenant !== saved.tenant.id);
    return tenants.length === 0 ? [] : [{ ...entry, tenants }];
  });
  writeLedger(ledgerFile(baselines), left);
  return `${[...gone].map((entry) => `pruned ${nameOf(entry)} for ${saved.tenant.id}`).join('\n')}\n`;
}
