import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { openRaw } from '../testbed/standin/reverb/fixtures/raw-socket.ts';
import { bodyOf, subscription } from '../testbed/standin/reverb/fixtures/reverb.ts';
import type { Standin } from '../testbed/standin/start.ts';
import { APP, type LivePair, startPair } from './live-pair.ts';
import { runOf } from './in-process.ts';

/** How many of each kind keep this process alive. */
function resources(): Readonly<Record<string, number>> {
  const kinds = process.getActiveResourcesInfo();
  return Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((each) => each === kind).length]));
}

/** What there is more of than before; what ends of itself is given a moment to. */
async function leftBehind(before: Readonly<Record<string, number>>, untilMs: number): Promise<readonly string[]> {
  const more = Object.entries(resources()).filter(
    ([kind, count]) => kind !== 'Immediate' && count > (before[kind] ?? 0),
  );
  if (more.length === 0 || performance.now() > untilMs) return more.map(([kind, count]) => `${count} × ${kind}`);
  await new Promise((resolve) => void setImmediate(resolve));
  return leftBehind(before, untilMs);
}

/** As each instance of the websocket server counts them, together with the others: those that joined a channel. */
const connectionsOf = ({ realtime }: Standin): Promise<readonly string[]> =>
  Promise.all(
    realtime.instances.map((url) =>
      bodyOf(url.replace('ws:', 'http:'), {
        path: `/apps/${APP.id}/connections`,
        query: { auth_key: APP.key },
        secret: APP.secret,
      }),
    ),
  );

const NONE = ['{"connections":0}', '{"connections":0}'];

async function assertNothingLeft(pair: LivePair, run: () => Promise<unknown>): Promise<void> {
  const before = resources();
  await run();
  assert.deepEqual(await leftBehind(before, performance.now() + 5_000), []);
  assert.deepEqual([await connectionsOf(pair.reference), await connectionsOf(pair.candidate)], [NONE, NONE]);
}

describe('a run leaves no socket, timer or process behind', () => {
  test('when all is well', async () => {
    await using pair = await startPair();
    await runOf(pair.loaded());
    await assertNothingLeft(pair, async () => {
      const report = await runOf(pair.loaded());
      assert.equal(report.verdict.kind, 'pass');
    });
  });

  for (const drift of ['job-vanishes', 'scaling-broken', 'idle-cut', 'size-limits', 'broadcast-html'] as const) {
    test(`when it failed: ${drift}`, async () => {
      await using pair = await startPair({ drifts: [drift], realtime: { askMs: 40 } });
      await assertNothingLeft(pair, async () => {
        const report = await runOf(pair.loaded());
        assert.equal(report.verdict.kind, 'fail');
      });
    });
  }

  test('and one that did would be noticed', async () => {
    await using pair = await startPair();
    const before = resources();
    const socket = connect(Number(new URL(pair.candidate.url).port), '127.0.0.1');
    await once(socket, 'connect');
    assert.notDeepEqual(await leftBehind(before, 0), []);
    socket.destroy();
    await using client = await openRaw(pair.candidate.realtime.url.replace('ws:', 'http:'), {
      path: `/app/${APP.key}`,
    });
    await client.next();
    client.send(subscription('parity'));
    await client.next();
    assert.notDeepEqual(await connectionsOf(pair.candidate), NONE);
  });

  test('when its sockets were cut in the middle', async () => {
    await using pair = await startPair();
    await assertNothingLeft(pair, async () => {
      const report = await runOf(pair.loaded(), {
        onEvent(event) {
          const isHeld = event.kind === 'step-began' && event.step === 'hold' && event.role === 'candidate';
          if (isHeld) pair.candidate.realtime.drain();
        },
      });
      assert.equal(report.verdict.kind, 'fail');
    });
  });
});
