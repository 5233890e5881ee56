import type { Hearing } from '../model/observation.ts';
import type { Api } from '../model/scenario.ts';
import type { EvidenceSource, Secrets, Target } from '../model/tenant.ts';
import type { Question, Testimony } from '../model/testimony.ts';
import type { Redactor } from '../transport/index.ts';
import type { ReaderDeps, Said } from './reader.ts';
import { NoAnswer } from '../model/fault.ts';
import { StepFailed } from '../model/scenario.ts';
import { DeadlineExceeded, withDeadline } from '../time/deadline.ts';
import { plainHeaders } from '../transport/header-lines.ts';
import { jsonBody } from '../transport/index.ts';
import { excerpt } from './plain.ts';
import { Unheard } from './reader.ts';
import { isAsked, read } from './table.ts';
import { mergeFacts } from './words.ts';

export type WitnessDeps = {
  /** A client of its own for one target: witnesses are no exchange of a scenario. */
  readonly openApi: (target: Target, signal: AbortSignal) => Api;
  /** For the headers of the sources. */
  readonly secrets: Secrets;
  readonly redactor: Redactor;
  /** Our own clock: epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds for each witness. Default: 5000. */
  readonly deadlineMs?: number;
};

export type Witnesses = {
  /**
   * Asks every source of the target that can answer, side by side. Who tells more facts comes first: its reason is the
   * closer one.
   *
   * @throws the signal's own reason; never for what a witness does. An Error for a bug of ours
   */
  readonly hear: (target: Target, question: Question, signal: AbortSignal) => Promise<Hearing>;
};

const DEADLINE_MS = 5_000;

export function createWitnesses(deps: WitnessDeps): Witnesses {
  return {
    async hear(target, question, signal) {
      const startedAt = performance.now();
      const sources = target.evidence.filter((source) => isAsked(source, question));
      const heard = await Promise.all(sources.map((source) => testify({ target, question, source }, deps, signal)));
      const testimonies = heard.toSorted((a, b) => factsTold(b) - factsTold(a));
      return {
        kind: 'hearing',
        request: { method: 'GET', url: `evidence:${question.kind}`, headers: [] },
        response: { status: 200, headers: [], body: jsonBody(mergeFacts(testimonies), deps.redactor) },
        timings: { total: performance.now() - startedAt },
        testimonies,
        measures: agesOf(testimonies),
      };
    },
  };
}

const factsTold = ({ facts }: Testimony): number => Object.keys(facts).length;

type Call = { readonly target: Target; readonly question: Question; readonly source: EvidenceSource };

async function testify(call: Call, deps: WitnessDeps, signal: AbortSignal): Promise<Testimony> {
  const { question, source } = call;
  const observedAt = new Date(deps.now()).toISOString();
  const { says, ageMs, ...said } = await sayOf(call, deps, signal);
  return {
    witness: source.reader,
    kind: question.kind,
    ...said,
    says: excerpt(deps.redactor.json(says), 400),
    observedAt,
    ...(ageMs !== undefined && { ageMs: Math.round(ageMs) }),
  };
}

/** What it says within its time; what is still under way then is given up. */
async function sayOf({ target, question, source }: Call, deps: WitnessDeps, signal: AbortSignal): Promise<Said> {
  const { deadlineMs = DEADLINE_MS, now, redactor } = deps;
  const end = new AbortController();
  try {
    return await withDeadline(deadlineMs, AbortSignal.any([signal, end.signal]), (signal) => {
      const api = deps.openApi(target, signal);
      const request: ReaderDeps['request'] = (path, headers) =>
        api.request('GET', path, { headers: Object.fromEntries(plainHeaders(headers, deps.secrets)) });
      return read(question, source, { request, now, redact: redactor.json, signal });
    });
  } catch (cause) {
    signal.throwIfAborted();
    return silence(cause);
  } finally {
    end.abort();
  }
}

/** @throws the cause itself when it is a bug of ours */
function silence(cause: unknown): Said {
  if (cause instanceof Unheard) return { answer: cause.answer, says: cause.message, facts: {} };
  if (cause instanceof NoAnswer) return { answer: 'absent', says: cause.fault.says, facts: {} };
  if (cause instanceof StepFailed || cause instanceof DeadlineExceeded)
    return { answer: 'absent', says: cause.message, facts: {} };
  throw cause;
}

/** By `<witness>-age`, in milliseconds; of two sources of one reader the older. */
function agesOf(testimonies: readonly Testimony[]): Hearing['measures'] {
  const measures: Record<string, number> = {};
  for (const { witness, ageMs } of testimonies)
    if (ageMs !== undefined) measures[`${witness}-age`] = Math.max(ageMs, measures[`${witness}-age`] ?? 0);
  return measures;
}
