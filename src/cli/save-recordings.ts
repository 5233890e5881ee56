import type { Baseline } from '../model/baseline.ts';
import type { Exchange } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Ran } from './execute.ts';
import type { Home } from './home.ts';
import { relative } from 'node:path';
import { baselineFile, baselineFolders } from '../baseline/files.ts';
import { readBaseline } from '../baseline/read.ts';
import { writeBaseline } from '../baseline/write.ts';
import { changes, sameButCounts, toBaseline } from '../compare/index.ts';
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

type Answered = { readonly id: string; readonly observation: Exchange };

function save({ plan, result }: Ran, home: Home, { scenario, role }: Outcome, { id, observation }: Answered): string[] {
  const { tenant } = plan;
  const [own = '', shared = ''] = baselineFolders(home.baselines, tenant.application.name, tenant.id);
  const override = baselineFile(own, scenario, id);
  const file = readBaseline(override) === undefined ? baselineFile(shared, scenario, id) : override;
  const entry = readBaseline(file);
  const previous = entry?.kind === 'found' ? entry.baseline : undefined;
  const revision = revisionOf(role, result.outcomes, tenant.application.revision?.header);
  const recorded = toBaseline({
    scenario,
    step: id,
    answers: [observation],
    url: tenant.targets.find((target) => target.role === role)?.url ?? '',
    pins: previous?.pins ?? [],
    provenance: {
      recordedAt: result.startedAt,
      tenant: tenant.id,
      role,
      samples: 1,
      ...(revision !== undefined && { revision }),
    },
  });
  const name = relative(home.root, file);
  if (previous !== undefined && sameButCounts(previous, recorded)) return [`unchanged  ${name}`];
  writeBaseline(file, recorded);
  return previous === undefined ? [`new        ${name}`] : [`changed    ${name}`, ...changeLines(previous, recorded)];
}

const changeLines = (previous: Baseline, recorded: Baseline): string[] =>
  changes(previous, recorded).map(({ rule, path, expected, actual }) => `  ${rule}  ${path}  ${expected} -> ${actual}`);
