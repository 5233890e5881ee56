import type { OnEvent } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { Watch } from './execute.ts';
import type { Loaded } from './load.ts';
import type { OutputOptions, SelectionOptions } from './options.ts';
import { EXIT_CODE } from '../model/verdict.ts';
import { REPORTERS } from '../report/index.ts';
import { withoutBodies } from '../report/json.ts';
import { viewOf } from './color.ts';
import { deliver, type Output, parseOutputs } from './deliver.ts';
import { usageError } from './usage-error.ts';

export type RunOptions = SelectionOptions & OutputOptions & { readonly list?: true; readonly events?: string };

/** Makes the report of a plan: runs it, or says why it did not. */
export type Produce = (watch: Watch) => Promise<Report>;

const write = (text: string): void => void process.stderr.write(text);

/**
 * Loads, plans, produces the report under the eyes of all listeners, and delivers it.
 *
 * @param prepare looks at the plan before anything is sent; a UsageError of it ends in 2
 * @returns the exit code
 */
export async function runAndReport(
  options: RunOptions,
  prepare: (loaded: Loaded, plan: Plan) => Produce,
): Promise<number> {
  const outputs = await outputsOf(options);
  refuseBodiesInCi(options);
  const { load, planFor } = await import('./load.ts');
  const loaded = load(options, options.list === true);
  const plan = planFor(loaded.tenant, options);
  const produce = prepare(loaded, plan);
  if (options.list === true) return list(plan, loaded);
  const { interruptible } = await import('./interrupt.ts');
  const { guarded, liveProgress, plainProgress } = await import('./listeners.ts');
  using stop = interruptible();
  const view = viewOf(process.stderr, options, process.env);
  const shown = process.stderr.isTTY ? liveProgress(write, view) : plainProgress(write);
  const listeners = guarded([shown, ...(await eventListeners(options, plan))]);
  const report = await produce({ onEvent: listeners.onEvent, signal: stop.signal });
  const kept = options.keepBodies === true ? report : withoutBodies(report);
  if (outputs.length === 0) write((await REPORTERS.console()).render(kept, view).document);
  const problems = [...listeners.problems(), ...(await deliver(kept, outputs, options))];
  for (const problem of problems) write(`error: ${problem}\n`);
  return problems.length > 0 && report.verdict.exitCode === 0 ? EXIT_CODE.error : report.verdict.exitCode;
}

function refuseBodiesInCi({ keepBodies }: RunOptions): void {
  if (keepBodies === true && process.env['CI'])
    throw usageError('--keep-bodies is refused in CI: bodies hold data of members', 'leave it out');
}

/** None when the events have standard output and no reporter is named: the console's text goes to standard error then. */
async function outputsOf({ events, reporter }: RunOptions): Promise<readonly Output[]> {
  if (events === undefined) return parseOutputs(reporter);
  const { refuseSharedPlace, STDOUT } = await import('./event-lines.ts');
  const outputs = events === STDOUT && reporter.length === 0 ? [] : parseOutputs(reporter);
  refuseSharedPlace(events, outputs);
  return outputs;
}

async function eventListeners({ events }: RunOptions, plan: Plan): Promise<readonly OnEvent[]> {
  if (events === undefined) return [];
  const { eventLines } = await import('./event-lines.ts');
  return [eventLines(events, plan)];
}

async function list(plan: Plan, { missing }: Loaded): Promise<number> {
  const { listPlan } = await import('./list.ts');
  process.stdout.write(listPlan(plan, missing));
  return EXIT_CODE.pass;
}
