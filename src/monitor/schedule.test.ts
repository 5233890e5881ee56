import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '../time/fake-clock.ts';
import { requestBudget } from './request-budget.ts';
import { runSchedule, type ScheduleDeps, type Timed } from './schedule.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

type Setting = Partial<ScheduleDeps> & {
  /** Milliseconds that a run takes. */
  readonly takesMs?: number;
  readonly requestsPerMinute?: number;
};

/** What was started when (seconds), and what was missed. */
function schedule(scenarios: readonly Timed[], { takesMs = 0, requestsPerMinute = 1e6, ...more }: Setting = {}) {
  const clock = fakeClock();
  const started: string[] = [];
  const missed: string[] = [];
  const stop = new AbortController();
  const never = new AbortController().signal;
  const deps: ScheduleDeps = {
    clock,
    budget: requestBudget(requestsPerMinute),
    offsetMs: 0,
    isPaused: () => false,
    async start(ids) {
      started.push(`${clock.nowMs() / SECOND} ${ids.join(' ')}`);
      if (takesMs > 0) await clock.sleep(takesMs, never);
    },
    onMissed: (id, why) => void missed.push(`${clock.nowMs() / SECOND} ${id} ${why}`),
    onLook: () => undefined,
    ...more,
  };
  return { clock, started, missed, stop, ended: runSchedule(scenarios, deps, stop.signal) };
}

const timed = (id: string, periodS: number, requests = 1): Timed => ({ id, periodMs: periodS * SECOND, requests });

describe('a schedule', () => {
  test('starts each scenario in its own period, and those that are due together in one run', async () => {
    const { clock, started, missed } = schedule([timed('health', 60), timed('login', 120)], { offsetMs: 5 * SECOND });
    await clock.pass(4 * MINUTE);
    assert.deepEqual(started, ['5 health login', '65 health', '125 login health', '185 health']);
    assert.deepEqual(missed, []);
  });

  test('counts from its start, so that long runs do not shift it', async () => {
    const { clock, started } = schedule([timed('health', 60)], { takesMs: 50 * SECOND });
    await clock.pass(3 * MINUTE + 1);
    assert.deepEqual(started, ['0 health', '60 health', '120 health', '180 health']);
  });

  test('never runs a scenario beside itself, and says so', async () => {
    const { clock, started, missed } = schedule([timed('slow', 60), timed('health', 60)], { takesMs: 90 * SECOND });
    await clock.pass(3 * MINUTE);
    assert.deepEqual(started, ['0 slow health', '120 slow health']);
    assert.deepEqual(missed, [
      '60 slow still running',
      '60 health still running',
      '180 slow still running',
      '180 health still running',
    ]);
  });

  for (const hours of [1, -1]) {
    test(`does not notice that the wall clock jumps by ${hours} h`, async (t) => {
      t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-11-25T03:00:00Z') });
      const { clock, started, missed } = schedule([timed('health', 60)]);
      await clock.pass(MINUTE);
      t.mock.timers.setTime(Date.now() + hours * 60 * MINUTE);
      await clock.pass(2 * MINUTE);
      assert.deepEqual([started, missed], [['0 health', '60 health', '120 health', '180 health'], []]);
    });
  }

  test('begins nothing while it is paused, and goes on in its slots', async () => {
    let isPaused = false;
    const { clock, started, missed } = schedule([timed('health', 60)], { isPaused: () => isPaused });
    await clock.pass(30 * SECOND);
    isPaused = true;
    await clock.pass(2 * MINUTE);
    isPaused = false;
    await clock.pass(MINUTE);
    assert.deepEqual([started, missed], [['0 health', '180 health'], []]);
  });

  test('keeps to the budget of requests, and lets those go first that have waited longest', async () => {
    const scenarios = [timed('a', 60, 6), timed('b', 60, 6), timed('c', 60, 6)];
    const { clock, started, missed } = schedule(scenarios, { requestsPerMinute: 12 });
    await clock.pass(2 * MINUTE + 1);
    assert.deepEqual(started, ['0 a b', '60 c a', '120 b a']);
    assert.deepEqual(missed, ['0 c request budget', '60 b request budget', '120 c request budget']);
  });

  test('ends when it is told to, after what it has started', async () => {
    const { clock, started, stop, ended } = schedule([timed('health', 60)], { takesMs: 10 * SECOND });
    await clock.pass(SECOND);
    stop.abort();
    let isOver = false;
    void ended.then(() => (isOver = true));
    await clock.pass(5 * SECOND);
    assert.equal(isOver, false);
    await clock.pass(5 * SECOND);
    await ended;
    assert.deepEqual(started, ['0 health']);
  });
});
