import type { Baseline, Provenance } from '../model/baseline.ts';
import type { Observation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Role } from '../model/tenant.ts';
import type { Ran } from './execute.ts';
import type { Home } from './home.ts';
import { relative } from 'node:path';
import { baselineFile, baselineFolders } from '../baseline/files.ts';
import { readBaseline } from '../baseline/read.ts';
import { writeBaseline } from '../baseline/write.ts';
import { changesIn, sameButCounts, toBaseline } from '../compare/index.ts';
import { revisionOf } from '../engine/revision.ts';

/**
 * Writes the baseline of every step that ended well. One that changed in nothing but its counts stays as it is; an
 * override of the tenant is rewritten where there is one.
 *
 * @returns what was written, and what changed in it, as text
 */
export function saveRecordings(ran: Ran, home: Home): string {
  const lines = ran.result.outcomes.flatMap((outcome) =>
    outcome.steps.flatMap(({ id, end, observation }) =>
      end === 'done' && observation ? save(ran, home, outcome, { id, observation }) : [],
    ),
  );
  return `${lines.join('\n')}\n`;
}

type Answered = { readonly id: string; readonly observation: Observation };

function save(ran: Ran, home: Home, { scenario, role }: Outcome, { id, observation }: Answered): string[] {
  const file = fileFor(ran, home, scenario, id);
  const entry = readBaseline(file);
  const previous = entry?.kind === 'found' ? entry.baseline : undefined;
  const recorded = toBaseline({
    scenario,
    step: id,
    observations: [observation],
    target: ran.plan.tenant.targets.find((target) => target.role === role)?.url ?? '',
    ...(previous !== undefined && { previous }),
    provenance: provenanceOf(ran, role),
  });
  const name = relative(home.root, file);
  if (previous !== undefined && sameButCounts(previous, recorded)) return [`unchanged  ${name}`];
  writeBaseline(file, recorded);
  return previous === undefined ? [`new        ${name}`] : [`changed    ${name}`, ...changeLines(previous, recorded)];
}

/** The tenant's own file where it has one; otherwise the one of its application. */
function fileFor({ plan }: Ran, home: Home, scenario: string, step: string): string {
  const { application, id } = plan.tenant;
  const files = baselineFolders(home.baselines, application.name, id).map((folder) =>
    baselineFile(folder, scenario, step),
  );
  return files.find((file) => readBaseline(file) !== undefined) ?? files.at(-1) ?? '';
}

function provenanceOf({ plan, result }: Ran, role: Role): Omit<Provenance, 'samples'> {
  const revision = revisionOf(role, result.outcomes, plan.tenant.application.revision?.header);
  const provenance = { recordedAt: result.startedAt, tenant: plan.tenant.id, role };
  return revision === undefined ? provenance : { ...provenance, revision };
}

const changeLines = (previous: Baseline, recorded: Baseline): string[] =>
  changesIn(previous, recorded).map(
    ({ rule, path, expected, actual }) => `  ${rule}  ${path}  ${expected} -> ${actual}`,
  );
