import type { EvidenceSource } from '../model/tenant.ts';
import type { Reader, Said } from './reader.ts';
import { ask, CLOCK_SLACK_MS, withoutQuery } from './ask.ts';
import { excerpt } from './plain.ts';
import { Unheard } from './reader.ts';
import { duration, epochMs } from './times.ts';

type Heartbeat = Extract<EvidenceSource, { readonly reader: 'heartbeat' }>;

/** A health page that answers 503 still tells the time its scheduler wrote. */
export const heartbeat: Reader<Heartbeat> = {
  says: 'A time that the scheduler wrote, in a JSON answer of the application.',
  kinds: ['scheduler'],
  async read(_question, source, deps) {
    const { answer, serverNow } = await ask(source, deps, 'any');
    const place = `${withoutQuery(source.path)}#${source.pointer}`;
    const value = answer.at(source.pointer);
    if (value === undefined || value === null)
      throw new Unheard('absent', `${place} holds nothing, wanted the time of the last run`);
    const time = epochMs(value);
    if (time === undefined)
      throw new Unheard('absent', `${place} is no time: ${excerpt(deps.redact(JSON.stringify(value)), 60)}`);
    return judge(serverNow - time, source.maxAgeMs, place);
  },
};

function judge(ageMs: number, maxAgeMs: number, place: string): Said {
  if (ageMs < -CLOCK_SLACK_MS)
    throw new Unheard('absent', `${place} lies ${duration(-ageMs)} in the future: another time zone, or a wrong clock`);
  const says = `${place} is ${duration(ageMs)} old, wanted ${duration(maxAgeMs)} at most`;
  return ageMs <= maxAgeMs
    ? { answer: 'yes', says, ageMs: Math.max(0, ageMs), facts: { recent: true } }
    : { answer: 'no', says, cause: 'scheduler-silent', ageMs, facts: { recent: false } };
}
