import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Wanted } from '../model/gate.ts';
import { requireReal } from '../../testbed/requirements.ts';
import { makeAuthority } from '../transport/fixtures/certificates.ts';
import { closedPort, httpBackend, httpsBackend } from '../transport/fixtures/servers.ts';
import {
  application,
  IMAGE,
  LATER,
  NEW,
  NEW_IS_UP,
  OLD,
  PRESYNC_FAILED,
  SECOND_COMMIT,
} from './fixtures/applications.ts';
import { type Moment, playedClock, playing, TOKEN, witnessDeps } from './fixtures/played.ts';
import { waitFor, type Waited, witnessesOf } from './index.ts';

const never = (): AbortSignal => new AbortController().signal;

/** Waits 300 s at most on a played clock, and looks each 5 s. */
async function wait(url: string, wanted: Wanted, clock = playedClock(), headersMs = 5_000): Promise<Waited> {
  const argocd = { url, app: 'academy', token: 'PARITY_ARGOCD_TOKEN', headers: {} };
  const witnesses = witnessesOf(witnessDeps({ argocd }, wanted, { headersMs }));
  return await waitFor(witnesses, { budgetMs: 300_000, pollMs: 5_000, clock, onLook: () => undefined }, never());
}

const html = '<!DOCTYPE html><title>Sign in</title>';
const denied = (status: number, message: string) => ({ status, text: JSON.stringify({ error: message, message }) });
const IN_TURN = SECOND_COMMIT.map((json, index) => ({ from: index * 10, json }));

/** As Argo CD tells of an Application with several sources: a list, and no single revision. */
function withSources(app: object, revisions: readonly string[]): object {
  const copy = structuredClone(app);
  Object.assign(copy, { status: { ...Reflect.get(copy, 'status'), sync: { status: 'Synced', revisions } } });
  return copy;
}

type Timeline = {
  readonly name: string;
  readonly wanted?: Wanted;
  readonly moments: readonly Moment[];
  readonly end: Waited['end'];
  /** Second of the wait in which it ended. */
  readonly at: number;
  readonly says: string;
};

const SHORT_NEW = NEW.slice(0, 12);
const UP = `Synced and Healthy at ${SHORT_NEW}`;

const TIMELINES: readonly Timeline[] = [
  { name: 'a second commit, as a real Argo CD told it', moments: IN_TURN, end: 'deployed', at: 55, says: UP },
  {
    name: 'early Synced on the old revision, for ever',
    moments: [{ from: 0, json: application() }],
    end: 'timed-out',
    at: 300,
    says: `Synced at ${OLD.slice(0, 12)}, which is not ${SHORT_NEW} nor known to come after it`,
  },
  {
    name: 'Synced Progressing with an empty syncResult, stuck',
    moments: [{ from: 0, json: SECOND_COMMIT[3] ?? {} }],
    end: 'timed-out',
    at: 300,
    says: 'a sync is running',
  },
  {
    name: 'a sync that is queued is not over',
    moments: [
      { from: 0, json: application({ at: NEW, queued: true }) },
      { from: 20, json: NEW_IS_UP },
    ],
    end: 'deployed',
    at: 25,
    says: UP,
  },
  {
    name: 'a commit that changes nothing here causes no operation',
    moments: [{ from: 0, json: application({ at: NEW, reached: OLD }) }],
    end: 'deployed',
    at: 5,
    says: UP,
  },
  {
    name: 'a hash that was given short',
    wanted: { revision: NEW.slice(0, 7) },
    moments: [{ from: 0, json: NEW_IS_UP }],
    end: 'deployed',
    at: 5,
    says: UP,
  },
  {
    name: 'several sources: one of their revisions is ours',
    moments: [{ from: 0, json: withSources(NEW_IS_UP, [OLD, NEW]) }],
    end: 'deployed',
    at: 5,
    says: `Synced and Healthy at ${OLD.slice(0, 12)}, ${SHORT_NEW}`,
  },
  {
    name: 'several sources: none of their revisions is ours',
    moments: [{ from: 0, json: withSources(NEW_IS_UP, [OLD, LATER]) }],
    end: 'timed-out',
    at: 300,
    says: `Synced at ${OLD.slice(0, 12)}, ${LATER.slice(0, 12)}, which is not ${SHORT_NEW} nor known to come after it`,
  },
  {
    name: 'another commit landed after ours was synced',
    moments: [{ from: 0, json: application({ at: LATER, history: [OLD, NEW, LATER] }) }],
    end: 'deployed',
    at: 5,
    says: `Synced and Healthy at ${LATER.slice(0, 12)}`,
  },
  {
    name: 'another commit landed before ours was synced, and nothing tells that it holds ours',
    moments: [{ from: 0, json: application({ at: LATER, history: [OLD, LATER] }) }],
    end: 'timed-out',
    at: 300,
    says: `Synced at ${LATER.slice(0, 12)}, which is not ${SHORT_NEW} nor known to come after it`,
  },
  {
    name: 'another commit landed before ours was synced, and our tag rolled out with it',
    wanted: { revision: NEW, imageTag: 'v2' },
    moments: [
      { from: 0, json: application({ tags: ['v1'] }) },
      { from: 30, json: application({ at: LATER, tags: ['v1', 'v2'] }) },
      { from: 60, json: application({ at: LATER, tags: ['v2'] }) },
    ],
    end: 'deployed',
    at: 65,
    says: `Synced and Healthy at ${LATER.slice(0, 12)}`,
  },
  {
    name: 'a tag that was there before proves nothing of a revision',
    wanted: { revision: NEW, imageTag: 'v1' },
    moments: [{ from: 0, json: application({ tags: ['v1'] }) }],
    end: 'timed-out',
    at: 300,
    says: `Synced at ${OLD.slice(0, 12)}, which is not ${SHORT_NEW} nor known to come after it`,
  },
  {
    name: 'a rollback after ours is not ours',
    moments: [{ from: 0, json: application({ at: OLD, history: [OLD, NEW, OLD] }) }],
    end: 'timed-out',
    at: 300,
    says: `Synced at ${OLD.slice(0, 12)}, which is not ${SHORT_NEW} nor known to come after it`,
  },
  {
    name: 'a stale operation: what failed was another revision',
    moments: [{ from: 0, json: application({ at: NEW, reached: OLD, phase: 'Failed' }) }],
    end: 'deployed',
    at: 5,
    says: UP,
  },
  {
    name: 'a stale failure that nothing follows is told',
    moments: [{ from: 0, json: application({ sync: 'OutOfSync', at: OLD, phase: 'Error' }) }],
    end: 'timed-out',
    at: 300,
    says: `OutOfSync at ${OLD.slice(0, 12)} (the last sync, of ${OLD.slice(0, 12)}, ended Error)`,
  },
  {
    name: 'a tag alone: a failure from before the wait is stale, one that begins in it is not',
    wanted: { imageTag: 'v2' },
    moments: [
      { from: 0, json: application({ sync: 'OutOfSync', phase: 'Failed', startedAt: 'yesterday' }) },
      {
        from: 20,
        json: application({ sync: 'OutOfSync', phase: 'Failed', startedAt: 'now', message: 'no such chart' }),
      },
    ],
    end: 'failed',
    at: 20,
    says: 'sync Failed: no such chart',
  },
  {
    name: 'a tag alone: old and new pods side by side',
    wanted: { imageTag: 'v2' },
    moments: [
      { from: 0, json: application({ tags: ['v1'] }) },
      { from: 10, json: application({ tags: ['v1', 'v2'] }) },
      { from: 40, json: application({ tags: ['v2'] }) },
    ],
    end: 'deployed',
    at: 45,
    says: `Synced and Healthy at ${OLD.slice(0, 12)}`,
  },
  {
    name: 'a tag that never comes',
    wanted: { imageTag: 'v2' },
    moments: [{ from: 0, json: application({ tags: ['v1'] }) }],
    end: 'timed-out',
    at: 300,
    says: 'no pod runs tag v2 yet',
  },
  {
    name: 'flapping health: one well moment is not enough',
    moments: [
      { from: 0, json: NEW_IS_UP },
      { from: 5, json: application({ at: NEW, health: 'Progressing' }) },
      { from: 10, json: NEW_IS_UP },
      { from: 15, json: application({ at: NEW, health: 'Degraded' }) },
      { from: 20, json: NEW_IS_UP },
    ],
    end: 'deployed',
    at: 25,
    says: UP,
  },
  {
    name: 'a PreSync Job that fails ends the wait at once, though the old pods are well',
    moments: [...IN_TURN.slice(0, 2), { from: 20, json: PRESYNC_FAILED }],
    end: 'failed',
    at: 20,
    says: 'sync Failed: PreSync Job migrate Failed (Job has reached the specified backoff limit)',
  },
  {
    name: 'a sync that fails ends the wait at once',
    moments: [
      { from: 0, json: application() },
      {
        from: 15,
        json: application({ sync: 'OutOfSync', at: NEW, phase: 'Error', message: 'admission webhook denied it' }),
      },
    ],
    end: 'failed',
    at: 15,
    says: 'sync Error: admission webhook denied it',
  },
  {
    name: 'a comparison that is not over',
    moments: [
      { from: 0, json: application({ at: NEW, annotations: { 'argocd.argoproj.io/refresh': 'normal' } }) },
      { from: 10, json: NEW_IS_UP },
    ],
    end: 'deployed',
    at: 15,
    says: UP,
  },
  {
    name: 'a comparison that is broken',
    moments: [
      {
        from: 0,
        json: application({ at: NEW, conditions: [{ type: 'ComparisonError', message: 'repo server\nis away' }] }),
      },
    ],
    end: 'timed-out',
    at: 300,
    says: 'ComparisonError: repo server is away',
  },
  {
    name: '401: a refused token stays refused',
    moments: [{ from: 0, ...denied(401, 'invalid session: token is expired') }],
    end: 'blind',
    at: 0,
    says: 'refused our token (401: invalid session: token is expired); renew the one in PARITY_ARGOCD_TOKEN',
  },
  {
    name: '403 for a minute: Argo CD says so of an Application that is not there too',
    moments: [{ from: 0, ...denied(403, 'permission denied') }],
    end: 'blind',
    at: 60,
    says: 'does not let our token get academy, or there is no such Application (403: permission denied)',
  },
  {
    name: '403 until the Application is made',
    moments: [
      { from: 0, ...denied(403, 'permission denied') },
      { from: 50, json: NEW_IS_UP },
    ],
    end: 'deployed',
    at: 55,
    says: UP,
  },
  {
    name: 'an Application that is not found',
    moments: [{ from: 0, ...denied(404, 'applications.argoproj.io "academy" not found') }],
    end: 'blind',
    at: 60,
    says: 'knows no Application academy (404: applications.argoproj.io "academy" not found)',
  },
  {
    name: '500 for a while, as when Argo CD itself is upgraded',
    moments: [
      { from: 0, status: 503, text: html },
      { from: 240, json: NEW_IS_UP },
    ],
    end: 'deployed',
    at: 245,
    says: UP,
  },
  {
    name: '500 until the end',
    moments: [{ from: 0, status: 500, text: 'internal' }],
    end: 'timed-out',
    at: 300,
    says: 'answered 500 with HTML',
  },
  {
    name: 'HTML: a page to sign in stands before it',
    moments: [{ from: 0, status: 200, text: html }],
    end: 'blind',
    at: 60,
    says: 'answered 200 with HTML',
  },
  {
    name: 'JSON of something else',
    moments: [{ from: 0, json: { hello: 'world' } }],
    end: 'blind',
    at: 60,
    says: 'answered 200 with JSON that is no Application',
  },
];

describe('a wait by Argo CD', () => {
  for (const { name, wanted = { revision: NEW }, moments, end, at, says } of TIMELINES) {
    test(name, async () => {
      const clock = playedClock();
      await using server = await httpBackend(playing(moments, clock));
      const waited = await wait(`http://127.0.0.1:${server.port}`, wanted, clock);
      const [seen] = waited.seen;
      assert.deepEqual([waited.end, waited.waitedMs / 1_000, seen?.sight?.says], [end, at, says]);
    });
  }

  test('one that is slow is waited for; the last word stands when it falls silent', async () => {
    const clock = playedClock();
    const moments: readonly Moment[] = [
      { from: 0, silent: true },
      { from: 20, json: SECOND_COMMIT[4] ?? {} },
      { from: 25, silent: true },
      { from: 30, json: NEW_IS_UP },
    ];
    await using server = await httpBackend(playing(moments, clock));
    const waited = await wait(`http://127.0.0.1:${server.port}`, { revision: NEW }, clock, 300);
    assert.deepEqual([waited.end, waited.waitedMs], ['deployed', 35_000]);
  });

  test('one that refuses connections is waited for to the end', async () => {
    const { end, waitedMs, seen } = await wait(`http://127.0.0.1:${await closedPort()}`, { revision: NEW });
    assert.deepEqual([end, waitedMs], ['timed-out', 300_000]);
    assert.match(seen[0]?.sight?.says ?? '', /refused the connection/);
  });

  test('a certificate of a stranger ends it at once, and the token is not sent', requireReal('openssl'), async () => {
    using stranger = makeAuthority('Stranger');
    using own = makeAuthority('Own');
    let asked = 0;
    const { cert, key } = stranger.issue('IP:127.0.0.1');
    await using server = await httpsBackend({ cert, key }, () => (asked += 1));
    const argocd = {
      url: `https://127.0.0.1:${server.port}`,
      app: 'academy',
      token: 'PARITY_ARGOCD_TOKEN',
      headers: {},
      ca: [own.ca],
    };
    const witnesses = witnessesOf(witnessDeps({ argocd }, { revision: NEW }));
    const options = { budgetMs: 300_000, pollMs: 5_000, clock: playedClock(), onLook: () => undefined };
    const { end, waitedMs, seen } = await waitFor(witnesses, options, never());
    assert.deepEqual([end, waitedMs, asked], ['blind', 0, 0]);
    assert.match(seen[0]?.sight?.says ?? '', /is not trusted: its certificate is issued by "CN=Stranger"/);
  });

  test('it asks with the token, for one Application, and to compare with Git at first and at every tenth look', async () => {
    const clock = playedClock();
    const asked: string[] = [];
    const answer = playing([{ from: 0, json: application() }], clock);
    await using server = await httpBackend((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      answer(request, response);
    });
    await wait(`http://127.0.0.1:${server.port}`, { revision: NEW }, clock);
    const plain = `GET /api/v1/applications/academy Bearer ${TOKEN}`;
    const refreshing = `GET /api/v1/applications/academy?refresh=normal Bearer ${TOKEN}`;
    assert.deepEqual(asked.slice(0, 11), [refreshing, ...Array.from({ length: 9 }, () => plain), refreshing]);
    assert.equal(asked.length, 60);
  });

  test('what Argo CD says is told without our token', async () => {
    const clock = playedClock();
    await using server = await httpBackend(playing([{ from: 0, ...denied(401, `no ${TOKEN}\u001b[2J`) }], clock));
    const { seen } = await wait(`http://127.0.0.1:${server.port}`, { revision: NEW }, clock);
    assert.match(seen[0]?.sight?.says ?? '', /^refused our token \(401: no <redacted [^>]*> \[2J\)/);
  });

  test(`an image with a port, a digest or no tag is read right (${IMAGE})`, async () => {
    const { imagesLack } = await import('./images.ts');
    const images = ['registry.example:5000/a/api:v2@sha256:00', 'registry.example:5000/a/web', 'redis:7'];
    assert.equal(imagesLack(images, 'v2'), undefined);
    assert.equal(imagesLack([...images, 'registry.example:5000/a/api'], 'v2'), 'pods run tag v2 and still no tag');
    assert.equal(imagesLack(images, '5000/a/web'), 'no pod runs tag 5000/a/web yet');
  });
});
