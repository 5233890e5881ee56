import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import type { WorkFinds } from '../testbed/standin/work-drift.ts';
import { isWorkDriftId, WORK_DRIFT_IDS, WORK_DRIFTS } from '../testbed/standin/work-drifts.ts';
import { startPair } from './live-pair.ts';
import { asLine, demoWith, drifting, runOf, wrongOf } from './in-process.ts';

const scenarioOf = (place: string): string => place.split('/', 1)[0] ?? '';

/** One finding, of the candidate alone, with the right cause, where it must be and nowhere it must not. */
function assertFinds(report: Report, { rule, cause, verdict, at, also = [] }: WorkFinds): void {
  const [finding, ...others] = report.findings;
  assert.ok(finding, 'nothing was found');
  assert.deepEqual(others.map(asLine), [], asLine(finding));
  assert.deepEqual([finding.rule, finding.cause, finding.attribution], [rule, cause, 'target-failed'], asLine(finding));
  assert.deepEqual(
    finding.places.filter((place) => place.candidate === undefined),
    [],
  );
  const places = finding.places.map(({ scenario, step }) => `${scenario}/${step}`);
  const isLuck = (place: string): boolean => !at.includes(place) && (also === 'anywhere' || also.includes(place));
  assert.deepEqual(places.filter((place) => !isLuck(place)).toSorted(), at.toSorted());
  assert.deepEqual(wrongOf(report, 'reference'), []);
  const wrong = [...new Set(places.map(scenarioOf))].map((scenario) => `${scenario} ${verdict}`);
  assert.deepEqual(wrongOf(report, 'candidate'), wrong.toSorted());
}

test('a gateway that drains its sockets is found by the one that is held', async () => {
  await using pair = await startPair();
  const report = await runOf(pair.loaded(), {
    scenario: ['realtime-connect'],
    onEvent(event) {
      const isHeld = event.kind === 'step-began' && event.step === 'hold' && event.role === 'candidate';
      if (isHeld) pair.candidate.realtime.drain();
    },
  });
  const at = ['realtime-connect/hold'];
  assertFinds(report, { rule: 'socket-failed', cause: 'socket-dropped', verdict: 'fail', at, also: 'anywhere' });
});

describe(
  'a fault of queue, scheduler, broadcasting or sockets is one finding, with its cause',
  { concurrency: 4 },
  () => {
    test('none: two that work alike are the same', async () => {
      const report = await runOf(demoWith(drifting()));
      assert.deepEqual(report.findings.map(asLine), []);
      assert.deepEqual([report.verdict.kind, report.outcomes.length], ['pass', 30]);
    });

    for (const id of WORK_DRIFT_IDS.filter(isWorkDriftId)) {
      const { says, finds } = WORK_DRIFTS[id];
      test(`${id}: ${says}`, async () => {
        const report = await runOf(demoWith(drifting(id)));
        assertFinds(report, finds);
        assert.equal(report.verdict.exitCode, 1);
      });
    }
  },
);
