import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { EvidenceSource, RealtimeReach, Target } from '../src/model/tenant.ts';
import type { StandinOptions } from '../testbed/standin/start.ts';
import { hanging, type Instead, intercept, saying } from './interceptor.ts';
import { startPair } from './live-pair.ts';
import { asLine, runOf, wrongOf } from './in-process.ts';

const PAGE = '<!DOCTYPE html><html><body>Please sign in.</body></html>';
const HOUR_MS = 3_600_000;

type Case = {
  readonly name: string;
  /** What the candidate is asked and something else answers. */
  readonly instead?: Instead;
  readonly options?: Partial<StandinOptions>;
  readonly change?: (target: Target) => Target;
  /** Seconds. */
  readonly within?: number;
  /** Rules and causes. */
  readonly finds?: readonly string[];
  /** What did not pass on the candidate; the reference always does. */
  readonly wrong?: readonly string[];
};

const AUTH = 'POST /broadcasting/auth';
const NO_CHANNEL = ['queue-dispatch fail', 'realtime-presence fail', 'realtime-private fail'];
const SHIFTED = ['login drift', 'queue-dispatch drift'];
const NOT_TOLD = ['queue-dispatch inconclusive', 'queue-health inconclusive'];

const answersAuth = (...answer: Parameters<typeof saying>): Instead => ({ [AUTH]: saying(...answer) });

const withSockets =
  (change: (realtime: RealtimeReach) => RealtimeReach): ((target: Target) => Target) =>
  ({ realtime, ...target }) => ({ ...target, ...(realtime && { realtime: change(realtime) }) });

const CASES: readonly Case[] = [
  { name: 'nothing wrong, and something between: nothing is found', instead: {} },
  {
    name: 'the channel authorisation redirects',
    instead: { [AUTH]: (response) => void response.writeHead(302, { location: '/login' }).end() },
    finds: ['channel-refused channel-auth-redirected'],
    wrong: NO_CHANNEL,
  },
  {
    name: 'the channel authorisation answers 403',
    instead: answersAuth(403, '{"message":""}'),
    finds: ['channel-refused channel-auth-refused'],
    wrong: NO_CHANNEL,
  },
  {
    name: 'the channel authorisation answers 419',
    instead: answersAuth(419, '{"message":"CSRF token mismatch."}'),
    finds: ['channel-refused channel-auth-refused'],
    wrong: NO_CHANNEL,
  },
  {
    name: 'the channel authorisation answers with a page',
    instead: answersAuth(200, PAGE, 'text/html'),
    finds: ['channel-refused channel-auth-redirected'],
    wrong: NO_CHANNEL,
  },
  {
    name: 'the channel authorisation hangs',
    instead: { [AUTH]: hanging },
    within: 25,
    finds: ['channel-refused channel-auth-silent'],
    wrong: NO_CHANNEL,
  },
  {
    name: 'a clock that is an hour ahead: its times are told, and nothing else changes',
    options: { now: () => Date.now() + HOUR_MS },
    finds: ['timestamps-shifted time-zone'],
    wrong: SHIFTED,
  },
  {
    name: 'a clock that is an hour behind: likewise',
    options: { now: () => Date.now() - HOUR_MS },
    finds: ['timestamps-shifted time-zone'],
    wrong: SHIFTED,
  },
  {
    name: 'Horizon may not tell us: what it alone knows is not judged',
    instead: { 'GET /horizon*': saying(403, '{"message":""}') },
    wrong: NOT_TOLD,
  },
  {
    name: 'Horizon answers [] to everything: likewise',
    instead: { 'GET /horizon*': saying(200, '[]') },
    wrong: NOT_TOLD,
  },
  {
    name: 'Redis is down: health says so, nothing can be queued, and Horizon knows nothing',
    instead: {
      'GET /health': saying(503, '{"app":"ok","db":"ok","redis":"fail"}'),
      'POST /api/reports': saying(500, '{"message":"Server Error"}'),
      'GET /horizon*': saying(500, '{"message":"Server Error"}'),
    },
    finds: ['answer-failed application-error', 'answer-failed dependency-down'],
    wrong: ['health fail', 'queue-dispatch fail', 'queue-health inconclusive'],
  },
  {
    name: 'the wrong app key',
    change: withSockets((realtime) => ({ ...realtime, key: 'another-key' })),
    finds: ['socket-failed app-key-unknown'],
    wrong: [
      'queue-dispatch fail',
      'realtime-broadcast fail',
      'realtime-connect fail',
      'realtime-cross-pod fail',
      'realtime-isolation fail',
      'realtime-limits fail',
      'realtime-presence fail',
      'realtime-private fail',
      'realtime-whisper fail',
    ],
  },
  {
    name: 'the wrong app id',
    change: withSockets(({ app, ...realtime }) => ({ ...realtime, ...(app && { app: { ...app, id: 'other' } }) })),
    finds: ['publish-refused app-secret-mismatch'],
    wrong: ['realtime-broadcast fail', 'realtime-cross-pod fail'],
  },
  {
    name: 'the wrong app secret',
    change: withSockets(({ app, ...realtime }) => ({
      ...realtime,
      ...(app && { app: { ...app, secret: 'PARITY_DEMO_OPS_TOKEN' } }),
    })),
    finds: ['channel-refused app-secret-mismatch', 'publish-refused app-secret-mismatch'],
    wrong: ['realtime-broadcast fail', 'realtime-cross-pod fail'],
  },
];

async function runCase({ instead, options, change = (same) => same }: Case) {
  await using pair = await startPair(options);
  await using between = await intercept(pair.candidate.url, instead ?? {});
  const url = instead === undefined ? pair.candidate.url : between.url;
  return await runOf(pair.loaded((target) => change({ ...target, url })));
}

describe('what may come instead has its verdict in its time', { concurrency: 4 }, () => {
  for (const { within = 15, finds = [], wrong = [], ...one } of CASES) {
    test(one.name, async () => {
      const report = await runCase(one);
      assert.deepEqual(
        report.findings.map(({ rule, cause = 'unknown' }) => `${rule} ${cause}`).toSorted(),
        finds,
        report.findings.map(asLine).join('\n'),
      );
      assert.deepEqual([wrongOf(report, 'reference'), wrongOf(report, 'candidate')], [[], wrong]);
      assert.ok(report.run.durationMs < within * 1_000, `it took ${report.run.durationMs} ms`);
    });
  }
});

describe('a log of the scheduler that is the only witness', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'parity-log-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const line = (at: number): string =>
    `  ${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} Running ['artisan' app:heartbeat] ...... 214ms DONE\n`;
  const minutes = (count: number): string =>
    Array.from({ length: count }, (_, ago) => line(Math.floor(Date.now() / 60_000 - ago) * 60_000))
      .toReversed()
      .join('');

  const LOGS: readonly { readonly name: string; readonly make: (file: string) => void; readonly want: string[] }[] = [
    { name: 'whole: it passes', make: (file) => writeFileSync(file, minutes(10)), want: [] },
    { name: 'rotated a minute ago: it passes', make: (file) => writeFileSync(file, minutes(1)), want: [] },
    { name: 'empty: not judged', make: (file) => writeFileSync(file, ''), want: ['scheduler-evidence inconclusive'] },
    { name: 'not there: not judged', make: () => undefined, want: ['scheduler-evidence inconclusive'] },
    { name: 'no file: not judged', make: (file) => mkdirSync(file), want: ['scheduler-evidence inconclusive'] },
    {
      name: 'not readable: not judged',
      make(file) {
        writeFileSync(file, minutes(10));
        chmodSync(file, 0);
      },
      want: process.getuid?.() === 0 ? [] : ['scheduler-evidence inconclusive'],
    },
  ];
  for (const [index, { name, make, want }] of LOGS.entries()) {
    test(name, async () => {
      const file = join(folder, String(index));
      make(file);
      const evidence: readonly EvidenceSource[] = [
        { reader: 'schedule-log', from: { file }, timeZone: 'UTC', maxAgeMs: 180_000 },
      ];
      await using pair = await startPair();
      const loaded = pair.loaded((target) => ({ ...target, evidence }));
      const report = await runOf(loaded, { scenario: ['scheduler-evidence'] });
      assert.deepEqual(report.findings.map(asLine), []);
      assert.deepEqual(wrongOf(report, 'candidate'), want);
    });
  }
});
