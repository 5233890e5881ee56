import type { EvidenceSource, Tenant } from '../model/tenant.ts';
import type { Mistake } from './problem.ts';

/** What is wrong with witnesses where each of them is right. */
export const evidenceMistakes = (tenant: Tenant): readonly Mistake[] => [...heardTwice(tenant), ...sameLog(tenant)];

/** A witness that is asked twice would seem to be confirmed by another. */
const heardTwice = ({ targets }: Tenant): readonly Mistake[] =>
  targets.flatMap(({ evidence }, index) => {
    const seen = evidence.map(whoOf);
    return evidence.flatMap((_source, at) => {
      const before = seen.indexOf(seen[at] ?? '');
      return before === at
        ? []
        : [{ at: `targets.${index}.evidence.${at}`, says: `is the same witness as evidence.${before}` }];
    });
  });

const whoOf = (source: EvidenceSource): string =>
  JSON.stringify([
    source.reader,
    source.reader === 'schedule-log' ? source.from : source.path,
    source.reader === 'heartbeat' ? source.pointer : '',
  ]);

/** One file cannot be the log of two schedulers. */
function sameLog({ targets: [one, other] }: Tenant): readonly Mistake[] {
  const files = new Set(one?.evidence.flatMap(fileOf));
  return (other?.evidence ?? []).flatMap((source, at) =>
    fileOf(source).some((file) => files.has(file))
      ? [{ at: `targets.1.evidence.${at}.from.file`, says: 'is the log of targets.0 too; each scheduler has its own' }]
      : [],
  );
}

const fileOf = (source: EvidenceSource): readonly string[] =>
  source.reader === 'schedule-log' && 'file' in source.from ? [source.from.file] : [];
