import type { Plan } from '../../model/plan.ts';
import type { Window } from '../../monitor/maintenance.ts';
import type { Timed } from '../../monitor/schedule.ts';
import type { ServeOptions } from './options.ts';
import { SCENARIOS } from '../../../scenarios/index.ts';
import { nearest } from '../../model/nearest.ts';
import { parseWindow } from '../../monitor/maintenance.ts';
import { type HostPort, parseHostPort } from '../host-port.ts';
import { UsageError, usageError } from '../usage-error.ts';

const DEFAULT_MS = 300_000;

/** More often than this is load, not monitoring. */
const SHORTEST_MS = 100;

/** Seconds by scenario; `` stands for all others. */
type Periods = ReadonlyMap<string, number>;

/** @throws UsageError with every period that is none */
export function parsePeriods(texts: readonly string[]): Periods {
  const periods = new Map<string, number>();
  const problems = texts.flatMap((text) => {
    const at = text.lastIndexOf('=');
    const [id, value] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
    periods.set(id, Number(value) * 1_000);
    return problemOf(id, value);
  });
  if (problems.length > 0) throw new UsageError(problems.map(({ message }) => message).join('\n'));
  return periods;
}

function problemOf(id: string, value: string): readonly UsageError[] {
  const ids = SCENARIOS.map((scenario) => scenario.id);
  const ms = Number(value) * 1_000;
  if (value === '' || !Number.isFinite(ms) || ms < SHORTEST_MS)
    return [
      usageError(`--period ${id === '' ? value : `${id}=${value}`} is no number of seconds from 0.1`, '--period 300'),
    ];
  if (id === '') return [];
  if (!ids.includes(id)) {
    const meant = nearest(id, ids) ?? 'health';
    return [usageError(`--period names a scenario that does not exist: ${id}`, `--period ${meant}=${value}`)];
  }
  const least = leastOf(id);
  if (ms >= least) return [];
  const seconds = least / 1_000;
  return [usageError(`--period ${id}=${value} is too often for ${id}`, `--period ${id}=${seconds}, or more`)];
}

const leastOf = (id: string): number => SCENARIOS.find((scenario) => scenario.id === id)?.periodMs ?? 0;

/** @throws UsageError with every window that is none */
export function parseWindows(texts: readonly string[]): readonly Window[] {
  const parsed = texts.map((text) => ({ text, window: parseWindow(text) }));
  const problems = parsed.flatMap(({ text, window }) =>
    window.ok
      ? []
      : [usageError(`--maintenance ${JSON.stringify(text)}: ${window.error}`, '--maintenance "Sun 02:00-04:00"')],
  );
  if (problems.length > 0) throw new UsageError(problems.map(({ message }) => message).join('\n'));
  return parsed.flatMap(({ window }) => (window.ok ? [window.value] : []));
}

/** @throws UsageError when it is no host and port */
export function parseListen(text: string): HostPort {
  const listen = parseHostPort(text);
  if (listen === undefined) throw usageError(`--listen ${text} is no host and port`, '--listen 0.0.0.0:9464');
  return listen;
}

/** A login for the session, and the question whether it is still good. */
const SESSION_REQUESTS = 1;

/**
 * When each scenario of the plan runs.
 *
 * @throws UsageError when the budget of requests has no room for one of them, ever
 */
export function timingOf(plan: Plan, { requestsPerMinute }: ServeOptions, periods: Periods): readonly Timed[] {
  const timed = plan.scenarios.map(({ id, steps, session, roles = plan.roles }): Timed => {
    const periodMs = periods.get(id) ?? Math.max(periods.get('') ?? DEFAULT_MS, leastOf(id));
    return { id, periodMs, requests: roles.length * (steps.length + (session ? SESSION_REQUESTS : 0)) };
  });
  const tooMany = timed.filter(({ requests }) => requests > requestsPerMinute);
  if (tooMany.length === 0) return timed;
  const most = Math.max(...tooMany.map(({ requests }) => requests));
  const names = tooMany.map(({ id }) => id).join(', ');
  throw usageError(`--requests-per-minute ${requestsPerMinute} never suffices for ${names}`, `at least ${most}`);
}
