import type { EvidenceSource } from '../model/tenant.ts';
import type { EvidenceKind } from '../model/testimony.ts';
import type { Reader, ReaderDeps, Said } from './reader.ts';
import type { FactsTold } from './words.ts';
import { ask, CLOCK_SLACK_MS, withoutQuery } from './ask.ts';
import { elementsOf, excerpt, field, textOf } from './plain.ts';
import { Unheard } from './reader.ts';
import { duration, epochMs } from './times.ts';

type HealthChecks = Extract<EvidenceSource, { readonly reader: 'health-checks' }>;
type Speaking = Exclude<EvidenceKind, 'job'>;

type Check = { readonly name: string; readonly status: string; readonly message: string };

/** Its answer is 200 also when checks failed, unless set otherwise; and empty before the first run. */
export const healthChecks: Reader<HealthChecks> = {
  says: 'The stored results of spatie/laravel-health.',
  kinds: ['queue', 'scheduler'],
  only: ({ queue, scheduler }) => [
    ...(queue.length > 0 ? (['queue'] as const) : []),
    ...(scheduler.length > 0 ? (['scheduler'] as const) : []),
  ],
  async read({ kind }, source, deps) {
    const { answer, serverNow } = await ask(source, deps, 'any');
    const place = withoutQuery(source.path);
    if (answer.text.trim() === '') throw new Unheard('absent', `${place} is empty: the checks have not run yet`);
    const results = answer.json();
    const ageMs = ageOf(field(results, 'finishedAt'), serverNow, place);
    if (ageMs > source.maxAgeMs)
      throw new Unheard('stale', `${place} is ${duration(ageMs)} old, wanted ${duration(source.maxAgeMs)} at most`);
    const speaking = kind === 'queue' ? 'queue' : 'scheduler';
    const checks = named(
      source[speaking],
      elementsOf(field(results, 'checkResults')).map((result) => toCheck(result, deps)),
      place,
    );
    return { ...judge(checks, speaking), ageMs };
  },
};

function ageOf(finishedAt: unknown, serverNow: number, place: string): number {
  const time = epochMs(finishedAt);
  if (time === undefined) throw new Unheard('absent', `${place} has no finishedAt, wanted the time of the last checks`);
  const ageMs = serverNow - time;
  if (ageMs < -CLOCK_SLACK_MS)
    throw new Unheard('absent', `${place} lies ${duration(-ageMs)} in the future: a wrong clock`);
  return Math.max(0, ageMs);
}

function toCheck(result: unknown, { redact }: ReaderDeps): Check {
  const message = textOf(field(result, 'notificationMessage')) || textOf(field(result, 'shortSummary'));
  return {
    name: textOf(field(result, 'name')),
    status: textOf(field(result, 'status')).toLowerCase(),
    message: excerpt(redact(message)),
  };
}

/** @throws Unheard when one of them is missing: the others do not speak for it */
function named(names: readonly string[], checks: readonly Check[], place: string): readonly Check[] {
  return names.map((name) => {
    const check = checks.find((check) => check.name === name);
    if (check !== undefined) return check;
    throw new Unheard('absent', `${place} has no check ${name}, only: ${checks.map(({ name }) => name).join(', ')}`);
  });
}

/** A warning is no `ok`: Horizon's check warns when it is paused. Skipped and crashed checks have seen nothing. */
function judge(checks: readonly Check[], kind: Speaking): Said {
  const unwell = checks.find(({ status }) => status === 'failed' || status === 'warning');
  if (unwell !== undefined) {
    const says = `${unwell.name}: ${unwell.status}, ${unwell.message}`;
    return { answer: 'no', says, ...(kind === 'queue' ? queueTrouble(unwell) : SILENT) };
  }
  const blind = checks.find(({ status }) => status !== 'ok');
  if (blind !== undefined) throw new Unheard('absent', `${blind.name}: ${blind.status}, ${blind.message}`);
  const says = `${checks.map(({ name }) => name).join(', ')}: ok`;
  return { answer: 'yes', says, facts: kind === 'queue' ? { running: true, workers: true } : { recent: true } };
}

type Trouble = Pick<Said, 'cause'> & { readonly facts: FactsTold };

const SILENT: Trouble = { cause: 'scheduler-silent', facts: { recent: false } };

/** By the words of the package's own checks of Horizon, queue and queue size. */
function queueTrouble({ message }: Check): Trouble {
  if (/paused/i.test(message)) return { cause: 'queue-paused', facts: { running: false, paused: true } };
  if (/size|backlog|pending/i.test(message)) return { cause: 'queue-behind', facts: { running: true, behind: true } };
  return { cause: 'queue-not-consumed', facts: { running: false } };
}
