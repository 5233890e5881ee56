import type { Report } from '../../model/report.ts';
import type { Tenant } from '../../model/tenant.ts';
import { isWanted, type Wanted } from '../../model/gate.ts';

/** A deploy or a rollback during the run: known where the answers carry the header that the wait went by. */
export function strayedTo(
  { gate, application }: Pick<Tenant, 'gate' | 'application'>,
  { targets }: Pick<Report, 'targets'>,
  wanted: Wanted,
): string | undefined {
  const at = gate?.version?.at;
  if (at === undefined || !('header' in at) || !isSameHeader(at.header, application.revision?.header)) return undefined;
  const said = targets.find(({ role }) => role === 'candidate')?.revision;
  return said === undefined || isWanted(said, wanted) ? undefined : said;
}

const isSameHeader = (one: string, other = ''): boolean => one.toLowerCase() === other.toLowerCase();
