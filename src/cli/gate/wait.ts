import type { Gate } from '../../model/gate.ts';
import type { Waited } from '../../gate/index.ts';
import type { Loaded } from '../load.ts';
import { waitFor, witnessesOf } from '../../gate/index.ts';
import { wantedText } from '../../model/gate.ts';
import { printable, withoutCommands } from '../../report/escape.ts';
import { MONOTONIC } from '../../time/clock.ts';
import { createRedactor } from '../../transport/index.ts';
import { USER_AGENT } from '../version.ts';
import { type GateOptions, wantedOf } from './options.ts';
import { waitLines } from './wait-lines.ts';

/** @param waitS seconds for the whole wait */
export async function waitForCandidate(
  options: GateOptions,
  { tenant, secrets }: Loaded,
  waitS: number,
  signal: AbortSignal,
): Promise<Waited> {
  const candidate = tenant.targets.find(({ role }) => role === 'candidate');
  if (candidate === undefined || tenant.gate === undefined) throw new Error(`${tenant.id} has nothing to wait for`);
  const wanted = wantedOf(options);
  const witnesses = witnessesOf({
    gate: withApp(tenant.gate, options.argocdApp),
    wanted,
    candidate,
    app: tenant.application,
    secrets,
    redactor: createRedactor(secrets),
    userAgent: USER_AGENT,
  });
  const tell = waitLines(waitS * 1_000, (line) => void process.stderr.write(`${withoutCommands(printable(line))}\n`));
  process.stderr.write(`gate: waiting for ${wantedText(wanted)}, for ${waitS} s at most\n`);
  const pollMs = options.poll * 1_000;
  return await waitFor(witnesses, { budgetMs: waitS * 1_000, pollMs, clock: MONOTONIC, onLook: tell }, signal);
}

const withApp = (gate: Gate, app: string | undefined): Gate =>
  gate.argocd === undefined || app === undefined ? gate : { ...gate, argocd: { ...gate.argocd, app } };
