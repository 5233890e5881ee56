import type { RunDeps } from '../src/engine/deps.ts';
import type { Level } from '../src/model/level.ts';
import type { Finding } from '../src/model/finding.ts';
import type { Role } from '../src/model/tenant.ts';
import type { Verdict } from '../src/model/verdict.ts';
import { runAndJudge } from '../src/cli/execute.ts';
import { load, planFor } from '../src/cli/load.ts';

const GATE: Level = 'warning';

/** What came out of one scenario on one target. */
export type Judged = { readonly verdict: Verdict; readonly findings: readonly Finding[] };

/**
 * One scenario on one target of the tenant `PARITY_TENANT` (default `demo`) of the home `PARITY_HOME` (default: this
 * installation), run and judged as `parity run --target <role>` does. Skipped when the tenant has no such target, which
 * one of the two projects has not after the cutover, and when it lacks what the scenario needs.
 *
 * @param wrapStep shows each step to the runner
 */
export async function judged(
  scenario: string,
  role: Role,
  wrapStep: NonNullable<RunDeps['wrapStep']>,
): Promise<Judged> {
  const home = process.env['PARITY_HOME'];
  const options = {
    tenant: process.env['PARITY_TENANT'] ?? 'demo',
    scenario: [scenario],
    timeout: 120,
    gate: GATE,
    ...(home !== undefined && { home }),
  };
  const loaded = load(options);
  if (!loaded.tenant.targets.some((target) => target.role === role)) {
    const reason = `tenant ${loaded.tenant.id} has no ${role}`;
    return { verdict: { kind: 'skipped', reason }, findings: [] };
  }
  const plan = planFor(loaded.tenant, { ...options, target: role, list: true });
  const notRun = plan.notRun.find(({ id }) => id === scenario);
  if (notRun !== undefined) return { verdict: { kind: 'skipped', reason: notRun.why }, findings: [] };
  const { signal } = new AbortController();
  const { outcomes, findings } = await runAndJudge(loaded, plan, { onEvent: () => undefined, signal, wrapStep });
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error(`${scenario} on the ${role} has no outcome`);
  return { verdict: outcome.verdict, findings };
}
