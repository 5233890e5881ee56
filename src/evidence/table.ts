import type { EvidenceSource } from '../model/tenant.ts';
import type { Question } from '../model/testimony.ts';
import type { Reader, ReaderDeps, Said } from './reader.ts';
import { healthChecks } from './health-checks.ts';
import { heartbeat } from './heartbeat.ts';
import { horizon } from './horizon.ts';
import { scheduleLog } from './schedule-log.ts';

type Sources = { readonly [Source in EvidenceSource as Source['reader']]: Source };
type ReaderId = keyof Sources;

/** Every reader that a tenant may name. To add one: its source in the tenant's model, its file, its line here. */
export const EVIDENCE: { readonly [Id in ReaderId]: Reader<Sources[Id]> } = {
  horizon,
  heartbeat,
  'health-checks': healthChecks,
  'schedule-log': scheduleLog,
};

/** Can this source be asked this? */
export const isAsked = (source: EvidenceSource, { kind }: Question): boolean =>
  kindsOf(source.reader, source).includes(kind);

function kindsOf<Id extends ReaderId>(id: Id, source: Sources[Id]) {
  const { kinds, only } = EVIDENCE[id];
  return only?.(source) ?? kinds;
}

/** @throws what the reader throws */
export const read = (question: Question, source: EvidenceSource, deps: ReaderDeps): Promise<Said> =>
  readBy(source.reader, source, { question, deps });

const readBy = <Id extends ReaderId>(
  id: Id,
  source: Sources[Id],
  { question, deps }: { readonly question: Question; readonly deps: ReaderDeps },
): Promise<Said> => EVIDENCE[id].read(question, source, deps);
