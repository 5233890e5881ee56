import type { Observation } from '../model/observation.ts';
import type { Outcome, StepRecord } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import type { Reporter } from './reporter.ts';

/** What a reader wants to see first comes first; deeper keys are in alphabetical order. */
const ORDER = {
  version: 0,
  verdict: 1,
  run: 2,
  gate: 3,
  tenant: 4,
  targets: 5,
  scenarios: 6,
  notRun: 7,
  findings: 8,
  accepted: 9,
  notices: 10,
  repeats: 11,
  comparisons: 12,
  again: 13,
  outcomes: 14,
} as const satisfies Record<keyof Report, number>;

/** The same report gives the same bytes, in whatever order its keys were made. */
export const jsonReporter: Reporter = {
  says: 'the whole report, versioned (docs/report.schema.json); `parity judge` reads it again',
  render: (report) => {
    const top = Object.entries(report).sort(([a], [b]) => rank(a) - rank(b));
    const ordered = Object.fromEntries(top.map(([key, value]) => [key, sorted(value)]));
    return { document: `${jsonText(ordered, 2)}\n` };
  },
};

function rank(key: string): number {
  const order: Readonly<Record<string, number>> = ORDER;
  return order[key] ?? Number.MAX_VALUE;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/**
 * JSON that stays data on standard output too: a terminal would obey control characters that JSON allows, GitHub's
 * runner `##[…]` inside a line. A parser gets the same value.
 */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent)
    .replaceAll('##[', String.raw`#\u0023[`)
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, unicodeEscape);

const unicodeEscape = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => String.raw`\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

/** The report without what members' data could be in: bodies, and patterns of texts. Shapes and digests stay. */
export const withoutBodies = (report: Report): Report => ({
  ...report,
  again: report.again.map((check) => ({ ...check, volatile: [] })),
  outcomes: report.outcomes.map((outcome): Outcome => ({ ...outcome, steps: outcome.steps.map(stepWithoutBodies) })),
});

/** One step without the bodies it saw. */
export const stepWithoutBodies = (step: StepRecord): StepRecord =>
  step.observation === undefined ? step : { ...step, observation: seenWithoutBodies(step.observation) };

function seenWithoutBodies(seen: Observation): Observation {
  const { body: _sent, ...request } = seen.request;
  const { text: _text, base64: _base64, ...body } = seen.response.body;
  const bare = { ...seen, request, response: { ...seen.response, body } };
  return bare.kind === 'talk' ? { ...bare, frames: bare.frames.map(({ text: _said, ...frame }) => frame) } : bare;
}
