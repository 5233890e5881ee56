import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Target } from '../../model/tenant.ts';
import { NoAnswer } from '../../model/fault.ts';
import { makeAuthority } from '../fixtures/certificates.ts';
import { deskAt, targetWith } from './fixtures/desks.ts';
import { reverb, signatureFor } from './fixtures/reverb.ts';

const awsRoot = makeAuthority('Reference root');
const doksRoot = makeAuthority('Candidate root');
after(() => {
  awsRoot[Symbol.dispose]();
  doksRoot[Symbol.dispose]();
});

/** Two targets of one websocket URL, told apart by address, port and root alone. */
async function twins() {
  const reference = await reverb({ address: '127.0.0.2', identity: awsRoot.issue('DNS:ws.example'), socketId: '2.2' });
  const candidate = await reverb({ address: '127.0.0.3', identity: doksRoot.issue('DNS:ws.example'), socketId: '3.3' });
  const url = 'wss://ws.example';
  const at = ({ address, port }: typeof reference, role: Target['role'], root: typeof awsRoot): Target => ({
    ...targetWith(
      { address, port },
      { url, connectTo: { host: address, port } },
      { ca: [root.ca], origin: `https://${role}.example` },
    ),
    role,
  });
  return {
    reference,
    candidate,
    toReference: at(reference, 'reference', awsRoot),
    toCandidate: at(candidate, 'candidate', doksRoot),
  };
}

describe('two targets of one websocket host', () => {
  test('interleaved, every socket and every real client lands where it should, with its own signature', async () => {
    const { reference: one, candidate: two, toReference, toCandidate } = await twins();
    await using reference = one;
    await using candidate = two;
    const deskOf = [toReference, toCandidate].map((target) => deskAt(target));
    const clients = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        const desk = deskOf[at % 2]!;
        const authorise = async (socketId: string, channel: string) => ({ auth: signatureFor(socketId, channel) });
        const raw = await desk.realtime.open();
        await raw.subscribe('private-x', await authorise(raw.socketId, 'private-x'));
        const echo = await desk.realtime.echo({ authorise });
        await echo.subscribe('private-x');
        return [raw.socketId, echo.socketId];
      }),
    );
    assert.deepEqual(
      clients,
      clients.map((_, at) => (at % 2 === 0 ? ['2.2', '2.2'] : ['3.3', '3.3'])),
    );
    for (const [server, role, id] of [
      [reference, 'reference', '2.2'],
      [candidate, 'candidate', '3.3'],
    ] as const) {
      assert.equal(server.asked.length, 20);
      assert.deepEqual(
        new Set(server.asked.map(({ headers }) => `${headers.host} ${headers.origin}`)),
        new Set([`ws.example https://${role}.example`]),
      );
      assert.ok(
        server.heard.every((text) => text.includes(signatureFor(id, 'private-x'))),
        server.heard.join('\n'),
      );
    }
    const [first, second] = deskOf.map((desk) => desk.take()?.connection);
    assert.deepEqual([first?.address, second?.address], ['127.0.0.2', '127.0.0.3']);
    assert.equal(first?.tls?.certificate.issuer, 'CN=Reference root');
    assert.equal(second?.tls?.certificate.issuer, 'CN=Candidate root');
    for (const desk of deskOf) await desk[Symbol.asyncDispose]();
  });

  test('the root of one does not vouch for the other, for no client', async () => {
    const { reference: one, candidate: two, toCandidate } = await twins();
    await using reference = one;
    await using candidate = two;
    const { reach } = toCandidate;
    await using desk = deskAt({ ...toCandidate, reach: { ...reach, ca: [awsRoot.ca] } });
    const authorise = async () => ({ auth: 'never asked for' });
    for (const opening of [desk.realtime.open(), desk.realtime.echo({ authorise }), desk.realtime.status('/x')]) {
      await assert.rejects(opening, (thrown) => {
        assert.ok(thrown instanceof NoAnswer, String(thrown));
        assert.equal(thrown.fault.kind, 'tls');
        return true;
      });
    }
    assert.deepEqual([reference.asked.length, candidate.asked.length], [0, 0]);
  });
});

test('the address of the sockets overrides that of the reach', async () => {
  await using server = await reverb({ address: '127.0.0.4' });
  const { realtime, ...target } = targetWith(server, {}, { connectTo: { host: '127.0.0.1', port: 1 } });
  await using own = deskAt({ ...target, realtime: realtime! });
  assert.equal((await own.realtime.open()).socketId, '426611164.762741103');
  const { connectTo: _, ...plain } = realtime!;
  await using inherited = deskAt({ ...target, realtime: plain });
  await assert.rejects(inherited.realtime.open(), /ws\.example:\d+ at 127\.0\.0\.1:1 refused the connection/);
});
