import type { RunEvent } from '../model/event.ts';
import type { StepRecord } from '../model/outcome.ts';
import { clip } from './escape.ts';
import { jsonText, stepWithoutBodies } from './json.ts';

/** What every line names, so that a log system can tell runs and tenants apart. */
export type NdjsonRun = { readonly run: string; readonly tenant: string };

/** Log collectors cut or drop longer lines. */
export const MOST_OF_A_LINE = 65_536;

/**
 * An event as one line of JSON, without line break: `{"run", "tenant", "kind", "at", …}`. Bodies and shapes never
 * stand in it; a line that would still be too long loses what the step saw, and says `"shortened": true`.
 */
export function ndjsonLine(event: RunEvent, run: NdjsonRun): string {
  for (const shorter of [false, true]) {
    const line = jsonText({ ...run, ...lineOf(event, shorter), ...(shorter ? { shortened: true } : {}) });
    if (Buffer.byteLength(line) <= MOST_OF_A_LINE) return line;
  }
  return jsonText({ ...run, ...headOf(event), shortened: true });
}

type Line = Readonly<Record<string, unknown>>;

function lineOf(event: RunEvent, shorter: boolean): Line {
  switch (event.kind) {
    case 'run-began':
      return begun(event);
    case 'step-ended':
      return { ...event, step: stepLine(event.step, shorter) };
    case 'scenario-ended':
      // The steps have had their own lines; here they are counted.
      return { ...headOf(event), ...event.outcome, steps: event.outcome.steps.length };
    case 'scenario-began':
    case 'step-began':
    case 'run-ended':
      return { ...event };
    case 'run-judged':
      return judged(event, shorter);
    default:
      return event satisfies never;
  }
}

/** What each line begins with. */
const headOf = ({ kind, at, again }: RunEvent): Line => ({ kind, at, ...(again && { again }) });

function begun(event: Extract<RunEvent, { kind: 'run-began' }>): Line {
  const { startedAt, plan } = event;
  const { roles, scenarios, notRun, seed, gate, timeoutMs } = plan;
  const ids = scenarios.map(({ id }) => id);
  return { ...headOf(event), startedAt, roles, scenarios: ids, notRun, seed, gate, timeoutMs };
}

/** What came out must get through, however many scenarios there are. */
function judged(event: Extract<RunEvent, { kind: 'run-judged' }>, shorter: boolean): Line {
  if (!shorter) return { ...event };
  const { verdict, verdicts: _verdicts, ...rest } = event;
  return { ...rest, verdict: { ...verdict, headline: clip(verdict.headline, 1_000) } };
}

function stepLine(step: StepRecord, shorter: boolean): unknown {
  const { observation, ...record } = stepWithoutBodies(step);
  if (observation === undefined) return record;
  if (shorter) return { ...record, ...(record.reason === undefined ? {} : { reason: clip(record.reason, 1_000) }) };
  const { shape: _shape, ...body } = observation.response.body;
  return { ...record, observation: { ...observation, response: { ...observation.response, body } } };
}
