import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EvidenceSource, Target } from '../model/tenant.ts';
import type { Question, Testimony } from '../model/testimony.ts';
import type { WorkDriftId } from '../../testbed/standin/work-drifts.ts';
import { ACCOUNTS } from '../../testbed/standin/fixtures/accounts.ts';
import { memberOf, order } from '../../testbed/standin/fixtures/member.ts';
import { startStandin } from '../../testbed/standin/start.ts';
import { never, targetAt } from '../transport/fixtures/asking.ts';
import { openWitnesses } from './fixtures/hearing.ts';

const SECRETS = new Map([['OPS_TOKEN', 'a token of the operators']]);
const headers = { 'X-Ops-Token': { secret: 'OPS_TOKEN' } };

/** Long enough for a scheduler that leaves out every third minute. */
const maxAgeMs = 180_000;

const SOURCES: readonly EvidenceSource[] = [
  { reader: 'horizon', path: '/horizon/api', headers, maxWaitMs: 60_000 },
  { reader: 'heartbeat', path: '/api/heartbeat', headers: {}, pointer: '/scheduler/last_run_at', maxAgeMs },
  { reader: 'health-checks', path: '/health/checks', headers: {}, maxAgeMs, scheduler: ['Schedule'], queue: [] },
  { reader: 'schedule-log', from: { path: '/ops/schedule.log', headers }, timeZone: 'UTC', maxAgeMs },
];

type Hear = (question: Question) => Promise<readonly Testimony[]>;

async function withStandin(
  drifts: readonly WorkDriftId[],
  look: (hear: Hear, url: string) => Promise<void>,
): Promise<void> {
  const gate = { header: 'X-Ops-Token', token: 'a token of the operators' };
  await using instance = await startStandin({ accounts: ACCOUNTS, drifts, horizon: gate, opsToken: gate.token });
  const target: Target = { ...targetAt(instance.url), evidence: SOURCES };
  await using witnesses = openWitnesses(target, SECRETS, { now: Date.now });
  await look(async (question) => (await witnesses.hear(target, question, never())).testimonies, instance.url);
}

const brief = ({ witness, answer, cause }: Testimony): string => [witness, answer, cause ?? []].flat().join(' ');

type Case = { readonly drift?: WorkDriftId; readonly want: readonly string[] };

const SCHEDULES: readonly Case[] = [
  { want: ['schedule-log yes', 'heartbeat yes', 'health-checks yes'] },
  {
    drift: 'task-fails',
    want: ['schedule-log no scheduled-task-failed', 'health-checks no scheduler-silent', 'heartbeat absent'],
  },
  { drift: 'task-lost', want: ['schedule-log yes', 'health-checks no scheduler-silent', 'heartbeat absent'] },
  { drift: 'schedule-late', want: ['schedule-log no scheduler-late', 'heartbeat yes', 'health-checks yes'] },
  { drift: 'schedule-gap', want: ['schedule-log no scheduler-gaps', 'heartbeat yes', 'health-checks yes'] },
  { drift: 'schedule-double', want: ['schedule-log no scheduler-doubled', 'heartbeat yes', 'health-checks yes'] },
  { drift: 'schedule-paused', want: ['schedule-log no scheduler-paused', 'heartbeat absent', 'health-checks absent'] },
  {
    drift: 'heartbeat-old',
    want: ['schedule-log yes', 'heartbeat no scheduler-silent', 'health-checks no scheduler-silent'],
  },
];

describe('the witnesses of the stand-in, asked about its scheduler', () => {
  for (const { drift, want } of SCHEDULES)
    test(drift ?? 'well', async () => {
      await withStandin(drift === undefined ? [] : [drift], async (hear) => {
        assert.deepEqual((await hear({ kind: 'scheduler' })).map(brief), want);
      });
    });
});

const QUEUES: readonly Case[] = [
  { want: ['horizon yes'] },
  { drift: 'worker-elsewhere', want: ['horizon no queue-not-consumed'] },
  { drift: 'no-processes', want: ['horizon no queue-no-workers'] },
  { drift: 'horizon-paused', want: ['horizon no queue-paused'] },
  { drift: 'job-fails', want: ['horizon no job-failed'] },
];

const JOBS: readonly Case[] = [
  { want: ['horizon yes'] },
  { drift: 'queue-sync', want: ['horizon no queue-sync'] },
  { drift: 'worker-elsewhere', want: ['horizon no queue-not-consumed'] },
  { drift: 'no-processes', want: ['horizon no queue-not-consumed'] },
  { drift: 'horizon-paused', want: ['horizon no queue-not-consumed'] },
  { drift: 'job-fails', want: ['horizon no job-failed'] },
  { drift: 'job-vanishes', want: ['horizon no queue-sync'] },
];

/** Asks until the answer is the wanted one, or for the last time. */
async function hearUntil(hear: Hear, question: Question, want: readonly string[]): Promise<readonly string[]> {
  for (let times = 0; times < 300; times++) {
    const seen = (await hear(question)).map(brief);
    if (seen.join() === want.join()) return seen;
  }
  return (await hear(question)).map(brief);
}

for (const [kind, cases] of [
  ['queue', QUEUES],
  ['job', JOBS],
] as const)
  describe(`the witnesses of the stand-in, asked about its ${kind} after a report was ordered`, () => {
    for (const { drift, want } of cases)
      test(drift ?? 'well', async () => {
        await withStandin(drift === undefined ? [] : [drift], async (hear, url) => {
          const sinceMs = Date.now();
          await order(await memberOf(url), 'a nonce');
          const question: Question = kind === 'job' ? { kind, name: 'Report', sinceMs } : { kind };
          assert.deepEqual(await hearUntil(hear, question, want), want);
        });
      });
  });
