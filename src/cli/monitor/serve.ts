import type { Timed } from '../../monitor/schedule.ts';
import type { Status } from '../../monitor/status.ts';
import type { ServeOptions } from './options.ts';
import { existsSync } from 'node:fs';
import { keepSessions } from '../../engine/kept-sessions.ts';
import { makeMeters } from '../../export/scrape.ts';
import { EXIT_CODE } from '../../model/verdict.ts';
import { isInside, type Window } from '../../monitor/maintenance.ts';
import { requestBudget } from '../../monitor/request-budget.ts';
import { runSchedule } from '../../monitor/schedule.ts';
import { serve, type Serving } from '../../monitor/server.ts';
import { MONOTONIC } from '../../time/clock.ts';
import { DeadlineExceeded, withDeadline } from '../../time/deadline.ts';
import { holdTargets } from '../execute.ts';
import { interruptible } from '../interrupt.ts';
import { usageError } from '../usage-error.ts';
import { STDOUT_FD, writeWhole } from '../write-whole.ts';
import { makeResults } from './results.ts';
import { pagesOf, type Pulse } from './serve-pages.ts';
import { baseOf, broke, deliverNow, type Monitor, runTogether } from './serve-run.ts';
import { settingsOf, type Settings } from './settings.ts';
import { parseListen, parsePeriods, parseWindows, timingOf } from './timing.ts';

const CLOCK = MONOTONIC;
const LAST_DELIVERY_MS = 5_000;

/** `parity monitor serve`: for ever, until SIGTERM or SIGINT. @returns 0 then */
export async function monitorServe(options: ServeOptions): Promise<number> {
  const settings = await settingsOf(options, [
    () => parsePeriods(options.period),
    () => parseWindows(options.maintenance),
    () => parseListen(options.listen),
  ]);
  const timing = timingOf(settings.plan, options, parsePeriods(options.period));
  using stop = interruptible();
  const hard = new AbortController();
  await using held = await holdTargets(settings.loaded);
  const monitor = monitorOf(settings, options, { held, hard: hard.signal });
  const pulse = makePulse(options, stop.signal);
  await using pages = await listening(monitor, pulse, options);
  process.stderr.write(`serving ${pages.url}/status and ${pages.url}/metrics\n`);
  const grace = endAfter(options.grace * 1_000, stop.signal, hard);
  await watch(monitor, timing, { options, pulse, signal: stop.signal });
  clearTimeout(grace.timer());
  await sayGoodbye(monitor);
  return EXIT_CODE.pass;
}

const warn = (says: string): void => void process.stderr.write(`warning: ${says}\n`);

function monitorOf(
  settings: Settings,
  { tokenLife }: ServeOptions,
  { held, hard }: Pick<Monitor, 'held' | 'hard'>,
): Monitor {
  const meters = makeMeters();
  const base = baseOf({ settings });
  // A counter that only appears with its first event has no rate of it.
  meters.count('parity_internal_errors_total', base, 0);
  for (const { name } of settings.sinks) meters.count('parity_delivery_failures_total', { ...base, sink: name }, 0);
  for (const { id } of settings.plan.scenarios)
    meters.count('parity_scenario_missed_total', { ...base, scenario: id }, 0);
  return {
    settings,
    held,
    hard,
    meters,
    results: makeResults(settings, warn),
    keeper: keepSessions({
      lifeMs: tokenLife * 1_000,
      now: CLOCK.nowMs,
      onLogin: (role) => meters.count('parity_session_logins_total', { ...base, target: role }),
    }),
    write: (line) => writeWhole(STDOUT_FD, `${line}\n`),
    faults: new Map(),
  };
}

type HeldPulse = Pulse & { readonly look: (nextAtMs: number) => void };

function makePulse({ stopFile, maintenance }: ServeOptions, stop: AbortSignal): HeldPulse {
  const windows = parseWindows(maintenance);
  let lookedAt = CLOCK.nowMs();
  let nextAt = lookedAt;
  return {
    startedAt: new Date(Date.now()).toISOString(),
    sinceLookMs: () => CLOCK.nowMs() - lookedAt,
    nextInMs: () => nextAt - CLOCK.nowMs(),
    isStopping: () => stop.aborted,
    paused: () => pausedBy(stopFile, windows),
    look(nextAtMs) {
      lookedAt = CLOCK.nowMs();
      nextAt = nextAtMs;
    },
  };
}

function pausedBy(stopFile: string | undefined, windows: readonly Window[]): Status['paused'] {
  if (stopFile !== undefined && existsSync(stopFile)) return 'stopped';
  return isInside(windows, Date.now()) ? 'maintenance' : undefined;
}

/** @throws UsageError when the address cannot be had */
async function listening(monitor: Monitor, pulse: Pulse, { listen }: ServeOptions): Promise<Serving> {
  try {
    return await serve(pagesOf(monitor, pulse), parseListen(listen), (cause) => broke(monitor, cause));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw usageError(`--listen ${listen} cannot be listened on (${code})`, 'a free port of an address of this machine');
  }
}

type Watching = { readonly options: ServeOptions; readonly pulse: HeldPulse; readonly signal: AbortSignal };

function watch(monitor: Monitor, timing: readonly Timed[], { options, pulse, signal }: Watching): Promise<void> {
  const { meters, results, settings } = monitor;
  let isBusy = false;
  const retry = async (): Promise<void> => {
    if (isBusy || settings.sinks.every(({ name }) => results.waiting(name) === 0)) return;
    isBusy = true;
    await deliverNow(monitor);
    isBusy = false;
  };
  const deps = {
    clock: CLOCK,
    budget: requestBudget(options.requestsPerMinute),
    offsetMs: Math.random() * options.jitter * 1_000,
    isPaused: () => pulse.paused() !== undefined,
    start: (ids: readonly string[]) => runTogether(monitor, ids),
    onMissed: (scenario: string) => meters.count('parity_scenario_missed_total', { ...baseOf(monitor), scenario }),
    onLook(nextAtMs: number) {
      pulse.look(nextAtMs);
      void retry();
    },
  };
  return runSchedule(timing, deps, signal);
}

/** What runs may end by itself; after its time it is cut short, and what it has is still told. */
function endAfter(graceMs: number, stop: AbortSignal, hard: AbortController) {
  let timer: NodeJS.Timeout | undefined;
  stop.addEventListener('abort', () => (timer = setTimeout(() => hard.abort(), graceMs)), { once: true });
  return { timer: () => timer };
}

async function sayGoodbye(monitor: Monitor): Promise<void> {
  const { held, keeper, results, settings } = monitor;
  try {
    await withDeadline(LAST_DELIVERY_MS, new AbortController().signal, results.deliver);
  } catch (cause) {
    if (!(cause instanceof DeadlineExceeded)) broke(monitor, cause);
  }
  const notices = await held.with(settings.plan, ({ tenant }, deps) =>
    keeper.revoke(tenant.targets, tenant.application, deps),
  );
  for (const { says } of notices) warn(says);
}
