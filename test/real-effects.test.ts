import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import { load } from '../src/cli/load.ts';
import { WORK_DRIFTS as REAL_DRIFTS, type WorkDrift } from '../testbed/laravel/drifts.ts';
import { requireReal } from '../testbed/requirements.ts';
import type { WorkFinds } from '../testbed/standin/work-drift.ts';
import { WORK_DRIFTS } from '../testbed/standin/work-drifts.ts';
import { asLine, assertFinds, impatient, runOf } from './in-process.ts';
import { startTestbed, type Testbed } from './testbed.ts';

type Otherwise = Partial<Pick<WorkFinds, 'rule' | 'cause' | 'at'>> & { readonly because: string };

/** Where the real one is found out otherwise than the stand-in. */
const OTHERWISE: Readonly<Partial<Record<WorkDrift, Otherwise>>> = {
  'queue-sync': {
    cause: 'worker-foreign',
    because: 'no Horizon says that it never saw the job: all that shows is that no worker’s machine did it',
  },
  'job-twice': {
    rule: 'queue-unwell',
    at: ['queue-dispatch/received'],
    because: 'the second worker gets the job after retry_after and is faster: its event, of attempt 2, comes first',
  },
  'task-fails': {
    rule: 'witnesses-contradict',
    cause: 'scheduled-task-lost',
    because: 'Laravel 8 does not print how a task ended: it ran, and had no effect',
  },
  'reverb-host': {
    rule: 'message-missing',
    cause: 'broadcast-lost',
    because: 'no Horizon says that the job of the broadcast failed',
  },
};

/** The testbed has no Horizon, so nobody watches the whole queue. */
const isAskable = (place: string): boolean => !place.startsWith('queue-health/');

function findsOf(id: WorkDrift): WorkFinds {
  const { because: _because, ...otherwise } = OTHERWISE[id] ?? { because: '' };
  const { at, ...finds }: WorkFinds = WORK_DRIFTS[id].finds;
  return { ...finds, at: at.filter(isAskable), ...otherwise };
}

describe('a fault of the real Laravel’s work is one finding, with its cause', requireReal('laravel'), () => {
  let testbed: Testbed;
  before(async () => {
    testbed = await startTestbed('real-effects-password');
  });
  after(async () => await testbed[Symbol.asyncDispose]());

  /** Both new: what one of them was asked before shows in the ids it gives. */
  async function reportOf(drifts: readonly string[]): Promise<Report> {
    const [reference, candidate] = await Promise.all([testbed.start(), testbed.start({ drifts })]);
    try {
      Object.assign(process.env, testbed.environment(reference, candidate));
      return await runOf(impatient(load({ tenant: 'testbed' })));
    } finally {
      await Promise.all([reference.stop(), candidate.stop()]);
    }
  }

  test('none: two that work alike are the same', async () => {
    const report = await reportOf([]);
    assert.deepEqual(report.findings.map(asLine), []);
    assert.equal(report.verdict.kind, 'pass');
  });

  for (const id of REAL_DRIFTS) {
    test(`${id}: ${WORK_DRIFTS[id].says}`, async () => {
      const report = await reportOf([id]);
      assertFinds(report, findsOf(id));
      assert.equal(report.verdict.exitCode, 1);
    });
  }
});
