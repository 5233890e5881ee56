import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { standin } from './fixtures/accounts.ts';
import { listenTo, REALTIME } from './fixtures/member.ts';
import { type Picture, pictureOf } from './fixtures/picture.ts';
import { isWorkDriftId, WORK_DRIFTS, WORK_DRIFT_IDS, type WorkDriftId } from './work-drifts.ts';
import type { WorkDrift } from './work-drift.ts';

const IDS = WORK_DRIFT_IDS.filter(isWorkDriftId);

const WELL: Picture = {
  socket: '101 pusher:connection_established; 101 pusher:connection_established',
  channel: 'pusher_internal:subscription_succeeded',
  spread: '1+1 {"connections":2}',
  peer: '0',
  publishing: 'HTTP/1.0 200 OK',
  large: 'taken 200',
  channelAuth: '200 application/json',
  report: '202 ready "academy-worker" 1 told academy-worker 1',
  horizon: 'running 2 pending 0 completed 2 failed 0',
  schedule: '12:00:00 DONE 12:00:00 DONE 2026-11-24T12:00:00+00:00 ok',
};

const UNTOLD = '202 ready "academy-worker" 1 told';
const WAITING = '202 queued null 0 told';
const NO_SIGNATURE = 'no signature';
const MUTE = { channel: NO_SIGNATURE, channelAuth: '200 text/html; charset=UTF-8' };
const REFUSED = '101 pusher:error; 101 pusher:error';

/** What each drift changes of the picture, and nothing else. */
const CHANGES: Readonly<Record<Exclude<WorkDriftId, 'idle-cut'>, Partial<Picture>>> = {
  'queue-sync': {
    report: '202 ready "academy-api" 1 told academy-api 1',
    horizon: 'running 2 pending 0 completed 0 failed 0',
  },
  'worker-elsewhere': { report: WAITING, horizon: 'inactive 0 pending 1 completed 0 failed 0' },
  'worker-foreign': { report: '202 ready "another-cloud" 1 told another-cloud 1' },
  'job-vanishes': { report: WAITING, horizon: 'running 2 pending 0 completed 0 failed 0' },
  'job-twice': {
    report: '202 ready "academy-worker" 2 told academy-worker 1 academy-worker 2',
    horizon: 'running 2 pending 0 completed 3 failed 0',
  },
  'no-processes': { report: WAITING, horizon: 'running 0 pending 1 completed 0 failed 0' },
  'horizon-paused': { report: WAITING, horizon: 'paused 2 pending 1 completed 0 failed 0' },
  'job-fails': {
    report: '202 failed "academy-worker" 3 told',
    horizon: 'running 2 pending 0 completed 0 failed 1 The report cannot be built.',
  },
  'task-lost': { schedule: '12:00:00 in background DONE 12:00:00 DONE never failed' },
  'task-fails': { schedule: '12:00:00 FAIL 12:00:00 DONE never failed' },
  'schedule-late': { schedule: '12:00:47 DONE 12:00:47 DONE 2026-11-24T12:00:47+00:00 ok' },
  'schedule-gap': { schedule: 'never unchecked' },
  'schedule-double': {
    schedule: '12:00:00 DONE 12:00:00 DONE 12:00:03 DONE 12:00:03 DONE 2026-11-24T12:00:03+00:00 ok',
  },
  'schedule-paused': { schedule: 'No scheduled commands never unchecked' },
  'heartbeat-old': { schedule: '12:00:00 DONE 12:00:00 DONE 2026-11-24T10:00:00+00:00 failed' },
  'upgrade-stripped': { socket: '500; 500' },
  'apps-unrouted': {
    publishing: 'HTTP/1.1 404 Not Found',
    report: UNTOLD,
    horizon: 'running 2 pending 0 completed 1 failed 1 Reverb answered 404: ',
  },
  'origin-refused': { socket: REFUSED, channel: 'pusher:error', report: UNTOLD },
  'reverb-key': {
    socket: REFUSED,
    channel: 'ended',
    spread: '0+0 {"connections":0}',
    large: 'nothing 200',
    report: UNTOLD,
  },
  'reverb-secret': {
    channel: 'pusher:error',
    report: UNTOLD,
    horizon: 'running 2 pending 0 completed 1 failed 1 Reverb answered 401: Authentication signature invalid.',
  },
  'broadcast-guard': { channel: NO_SIGNATURE, channelAuth: '403 application/json' },
  'broadcast-path': { channel: NO_SIGNATURE, channelAuth: '404 application/json' },
  'broadcast-csrf': { channel: NO_SIGNATURE, channelAuth: '419 application/json' },
  'broadcast-login': { channel: NO_SIGNATURE, channelAuth: '302 text/html; charset=UTF-8' },
  'broadcast-html': { channel: NO_SIGNATURE, channelAuth: '200 text/html; charset=UTF-8' },
  'reverb-host': {
    report: UNTOLD,
    horizon: 'running 2 pending 0 completed 1 failed 1 cURL error 7: Failed to connect to 127.0.0.1 port 1',
  },
  'scaling-off': { spread: '1+0 {"connections":1}' },
  'scaling-broken': { spread: '0+0 {"connections":0}', report: UNTOLD },
  'reverb-down': {
    socket: '503; 503',
    channel: 'ended',
    spread: '0+0 ',
    publishing: 'HTTP/1.1 503 Service Unavailable',
    large: 'nothing ',
    report: UNTOLD,
    horizon: 'running 2 pending 0 completed 1 failed 1 Reverb answered 503: no healthy upstream',
  },
  'foreign-events': { peer: '1' },
  'size-limits': { large: 'close 1009 413' },
  'broadcast-null': { report: UNTOLD, ...MUTE },
  'broadcast-log': { report: UNTOLD, ...MUTE },
  'worker-mute': { report: UNTOLD },
};

describe('a fault of the work changes what it says and nothing else', () => {
  let clean: Picture;
  before(async () => {
    clean = await pictureOf([]);
  });

  test('none: all is well', () => {
    assert.deepEqual(clean, WELL);
  });

  for (const id of IDS) {
    if (id === 'idle-cut') continue;
    test(`${id}: ${WORK_DRIFTS[id].says}`, async () => {
      assert.deepEqual(await pictureOf([id]), { ...WELL, ...CHANGES[id] });
    });
  }

  test(`idle-cut: ${WORK_DRIFTS['idle-cut'].says}`, async () => {
    await using instance = await standin({ realtime: REALTIME, drifts: ['idle-cut'] });
    await using spread = await listenTo(instance.realtime.url);
    await using direct = await listenTo(instance.realtime.instances[0] ?? '');
    assert.equal(await spread.next(), 'ended');
    direct.send('{"event":"pusher:ping"}');
    assert.equal(await direct.next(), '{"event":"pusher:pong"}');
  });

  test('two at once are both there', async () => {
    assert.deepEqual(await pictureOf(['scaling-off', 'task-fails']), {
      ...WELL,
      ...CHANGES['scaling-off'],
      ...CHANGES['task-fails'],
    });
  });
});

describe('the table of the faults of the work', () => {
  for (const id of IDS) {
    const { catalogue, says }: WorkDrift = WORK_DRIFTS[id];
    test(`${id} names its drift, and says in one sentence what it is`, () => {
      assert.match(catalogue, /^D(3[6-9]|[45]\d|6[0-5])$/);
      assert.match(says, /^[A-Z].*\.$/);
    });
  }
});
