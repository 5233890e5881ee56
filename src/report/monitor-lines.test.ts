import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Report } from '../model/report.ts';
import { MONITORED } from './monitored-report.ts';
import { MOST_OF_A_RUN, monitorLines } from './monitor-lines.ts';
import { EXCHANGE, outcome, runBegan } from './samples.ts';

const NAMED = { tenant: 'academy-stg', suite: 'all' };

type Line = Readonly<Record<string, unknown>>;

/** The lines of a run whose first scenario has so many steps. */
function linesOf(report: Report, steps: number, most?: number): { lines: readonly Line[]; bytes: number } {
  const texts: string[] = [];
  const told = monitorLines(NAMED, (line) => texts.push(line), most);
  told.onEvent(runBegan());
  for (let at = 0; at < steps; at++) {
    const step = { id: `step-${at}`, startedMs: at, durationMs: 1, end: 'done', observation: EXCHANGE } as const;
    told.onEvent({ kind: 'step-ended', at, scenario: 'health', role: 'candidate', step });
  }
  told.judged(report);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
  return { lines: texts.map((text): Line => JSON.parse(text)), bytes };
}

describe('monitorLines', () => {
  test('tells each step, each scenario and the run, all with the ids of run and trace', () => {
    const { lines } = linesOf(MONITORED, 2);
    assert.deepEqual(
      lines.map(({ kind }) => kind),
      ['step', 'step', ...MONITORED.outcomes.map(() => 'scenario'), 'run'],
    );
    for (const { run, trace, tenant, suite } of lines) {
      assert.deepEqual(
        [run, trace, tenant, suite],
        ['3f9c1a7e', '7061726974790000000000003f9c1a7e', 'academy-stg', 'all'],
      );
    }
  });

  test('says of a step what it asked, what came back and how long it took, and shows no body', () => {
    const { lines } = linesOf(MONITORED, 1);
    assert.deepEqual(lines[0], {
      time: '2026-11-25T03:12:09.000Z',
      kind: 'step',
      run: '3f9c1a7e',
      trace: '7061726974790000000000003f9c1a7e',
      ...NAMED,
      scenario: 'health',
      target: 'candidate',
      step: 'step-0',
      end: 'done',
      startedMs: 0,
      durationMs: 1,
      saw: 'exchange',
      method: 'POST',
      url: 'https://api.academy.example/api/login',
      status: 200,
      timings: { total: 12.5, wait: 11 },
    });
  });

  test('says of a scenario how it was judged, and not how it ended before', () => {
    const { lines } = linesOf(MONITORED, 0);
    const courses = lines.find(({ scenario, target }) => scenario === 'courses' && target === 'candidate');
    assert.deepEqual([courses?.['verdict'], courses?.['findings']], ['drift', 3]);
  });

  test('fits into what a log system takes, however many steps there are, and says what it left out', () => {
    const { lines, bytes } = linesOf(MONITORED, 2_000);
    const told = lines.filter(({ kind }) => kind === 'step').length;
    assert.ok(bytes <= MOST_OF_A_RUN, `${bytes}`);
    assert.ok(told > 400, `${told}`);
    assert.equal(lines.find(({ kind }) => kind === 'truncated')?.['leftOut'], 2_000 - told);
    assert.equal(lines.filter(({ kind }) => kind === 'scenario').length, MONITORED.outcomes.length);
    assert.equal(lines.at(-1)?.['kind'], 'run');
  });

  test('fits with the longest reasons of many scenarios too, and the run is always told', () => {
    const long = { kind: 'fail', step: 'ask', reason: 'é'.repeat(5_000) } as const;
    const outcomes = Array.from({ length: 400 }, (_, at) => outcome(`s-${at}`, 'candidate', long, []));
    const { lines, bytes } = linesOf({ ...MONITORED, outcomes }, 500);
    assert.ok(bytes <= MOST_OF_A_RUN, `${bytes}`);
    assert.equal(lines.at(-1)?.['kind'], 'run');
    assert.ok(Number(lines.find(({ kind }) => kind === 'truncated')?.['leftOut']) > 0);
  });

  test('tells everything of an ordinary run, and of no truncation', () => {
    assert.ok(linesOf(MONITORED, 150).lines.every(({ kind }) => kind !== 'truncated'));
  });
});
