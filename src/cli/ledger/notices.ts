import type { LedgerEntry } from '../../model/ledger.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Notice, Report } from '../../model/report.ts';
import type { Role } from '../../model/tenant.ts';

const ROLES_OF: Readonly<Record<LedgerEntry['of'], readonly Role[]>> = {
  reference: ['reference'],
  candidate: ['candidate'],
  both: ['reference', 'candidate'],
};

/** Did every target that the entry speaks of answer its step in this run? */
const isExercised = ({ scenario, step, of }: LedgerEntry, outcomes: readonly Outcome[]): boolean =>
  ROLES_OF[of].every((role) =>
    outcomes.some(
      (outcome) =>
        outcome.scenario === scenario &&
        outcome.role === role &&
        outcome.steps.some(({ id, end }) => id === step && end === 'done'),
    ),
  );

type Seen = Pick<Report, 'accepted' | 'outcomes'>;

/** Entries whose step ran and that saw nothing to accept. */
export const unobserved = (entries: readonly LedgerEntry[], { accepted, outcomes }: Seen): readonly LedgerEntry[] =>
  entries.filter(
    (entry) => isExercised(entry, outcomes) && !accepted.some(({ fingerprint }) => fingerprint === entry.fingerprint),
  );

/** What a reader must know of the ledger after a run. */
export function ledgerNotices(entries: readonly LedgerEntry[], today: string, seen: Seen): readonly Notice[] {
  const expired = entries.filter(({ expires }) => expires < today);
  const gone = unobserved(entries, seen).filter((entry) => !expired.includes(entry));
  return [
    ...expired.map((entry) => ({
      id: 'ledger-expired',
      says: `the acceptance of ${nameOf(entry)} ended on ${entry.expires} (${entry.owner}, ${entry.ticket})`,
      todo: 'mend the difference, or accept it again with a later day',
    })),
    ...gone.map((entry) =>
      entry.required
        ? {
            id: 'ledger-required-absent',
            says: `${nameOf(entry)} is accepted as required, and is not there any more`,
            todo: `ask ${entry.owner} (${entry.ticket}) whether that was meant`,
          }
        : {
            id: 'ledger-unobserved',
            says: `${nameOf(entry)} is accepted, and is not there any more`,
            todo: 'npm run parity -- ledger prune --report <this run as json>',
          },
    ),
  ];
}

export const nameOf = ({ rule, scenario, step, path }: LedgerEntry): string =>
  `${rule} at ${scenario}/${step} ${path === '' ? '(whole body)' : path}`;
