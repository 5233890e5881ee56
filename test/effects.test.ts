import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isWorkDriftId, WORK_DRIFT_IDS, WORK_DRIFTS } from '../testbed/standin/work-drifts.ts';
import { asLine, assertFinds, demoWith, drifting, runOf } from './in-process.ts';

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
