import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isWorkDriftId, WORK_DRIFT_IDS, WORK_DRIFTS } from '../testbed/standin/work-drifts.ts';
import { startPair } from './live-pair.ts';
import { asLine, assertFinds, demoWith, drifting, runOf } from './in-process.ts';

test('a gateway that drains its sockets is found by the one that is held', async () => {
  await using pair = await startPair();
  // Alone: what others were about to open at that moment is refused as well.
  const report = await runOf(pair.loaded(), {
    scenario: ['realtime-connect'],
    onEvent(event) {
      const isHeld = event.kind === 'step-began' && event.step === 'hold' && event.role === 'candidate';
      if (isHeld) pair.candidate.realtime.drain();
    },
  });
  const at = ['realtime-connect/hold'];
  assertFinds(report, { rule: 'socket-failed', cause: 'socket-dropped', verdict: 'fail', at });
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
