import type { RunDeps } from '../src/engine/deps.ts';
import type { Level } from '../src/model/level.ts';
import type { Report } from '../src/model/report.ts';
import type { Role } from '../src/model/tenant.ts';
import { runAndJudge } from '../src/cli/execute.ts';
import { load, planFor } from '../src/cli/load.ts';

const GATE: Level = 'warning';

/**
 * One scenario on one target of the tenant `PARITY_TENANT` (default `demo`) of the home `PARITY_HOME` (default: this
 * installation), run and judged as `parity run --target <role>` does.
 *
 * @param wrapStep shows each step to the runner
 */
export async function judged(
  scenario: string,
  role: Role,
  wrapStep: NonNullable<RunDeps['wrapStep']>,
): Promise<Report> {
  const home = process.env['PARITY_HOME'];
  const options = {
    tenant: process.env['PARITY_TENANT'] ?? 'demo',
    scenario: [scenario],
    timeout: 120,
    gate: GATE,
    ...(home !== undefined && { home }),
  };
  const loaded = load(options);
  const plan = planFor(loaded.tenant, { ...options, target: role });
  const { signal } = new AbortController();
  return runAndJudge(loaded, plan, { onEvent: () => undefined, signal, wrapStep });
}
