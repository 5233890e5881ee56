import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RequestListener } from 'node:http';
import type { VersionPlace, Wanted } from '../model/gate.ts';
import type { Sight } from './sight.ts';
import { requireReal } from '../../testbed/requirements.ts';
import { makeAuthority } from '../transport/fixtures/certificates.ts';
import { closedPort, httpBackend, httpsBackend } from '../transport/fixtures/servers.ts';
import { NEW } from './fixtures/applications.ts';
import { witnessDeps } from './fixtures/played.ts';
import { versionWitness } from './version.ts';

const never = (): AbortSignal => new AbortController().signal;

const POINTER: VersionPlace = { path: '/version', at: { pointer: '/revision' }, answers: 5 };
const HEADER: VersionPlace = { path: '/up', at: { header: 'X-App-Revision' }, answers: 5 };

const look = async (url: string, version: VersionPlace, wanted: Wanted): Promise<Sight | undefined> =>
  versionWitness(witnessDeps({ version }, wanted, { candidateUrl: url }))?.look(never());

const body =
  (text: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': text.startsWith('{') ? 'application/json' : 'text/html' }).end(text);
  };

const header =
  (value: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'x-app-revision': value }).end('up');
  };

/** A balancer that sends each connection in turn to the next. */
function inTurn(...pods: readonly RequestListener[]): RequestListener {
  let asked = 0;
  return (request, response) => pods[asked++ % pods.length]?.(request, response);
}

const v = (revision: string): RequestListener => body(JSON.stringify({ revision }));

const CASES: readonly {
  readonly name: string;
  readonly answer: RequestListener;
  readonly place?: VersionPlace;
  readonly wanted?: Wanted;
  readonly want: Sight;
}[] = [
  {
    name: 'all answers say the tag',
    answer: v('v2'),
    want: { kind: 'agrees', says: 'all of 5 answers say tag v2' },
  },
  {
    name: 'all answers say the revision, shortened',
    answer: v(NEW.slice(0, 8)),
    wanted: { revision: NEW },
    want: { kind: 'agrees', says: 'all of 5 answers say 222222222222' },
  },
  {
    name: 'a tag is wanted at a revision: the application knows one of the two',
    answer: header(NEW),
    place: HEADER,
    wanted: { imageTag: 'v2', revision: NEW },
    want: { kind: 'agrees', says: 'all of 5 answers say tag v2 at 222222222222' },
  },
  { name: 'the old version', answer: v('v1'), want: { kind: 'not-yet', says: 'it says v1, wanted tag v2' } },
  {
    name: 'a longer tag that begins alike is another tag',
    answer: v('v2.1'),
    want: { kind: 'not-yet', says: 'it says v2.1, wanted tag v2' },
  },
  {
    name: 'a balancer that mixes both',
    answer: inTurn(v('v2'), v('v2'), v('v1')),
    want: {
      kind: 'not-yet',
      says: 'answer 3 of 5 differs from those before, so old and new are mixed: it says v1, wanted tag v2',
    },
  },
  {
    name: 'HTML instead of JSON',
    answer: body('<!DOCTYPE html><title>Not Found</title>', 404),
    want: { kind: 'not-yet', says: 'GET /version answered 404 with 39 bytes of HTML, wanted JSON' },
  },
  {
    name: 'JSON without it',
    answer: body('{"version":"v2"}'),
    want: { kind: 'not-yet', says: 'GET /version answered 200 without a version in /revision' },
  },
  {
    name: 'an answer without the header',
    answer: body('up'),
    place: HEADER,
    want: { kind: 'not-yet', says: 'GET /up answered 200 without a version in the header X-App-Revision' },
  },
  {
    name: 'a pod that is not up yet, though it says its version',
    answer: header('v2', 503),
    place: HEADER,
    want: { kind: 'not-yet', says: 'GET /up answered 503' },
  },
  {
    name: 'control characters are not told',
    answer: body(String.raw`{"revision":"\u001b[2J\n::error::"}`),
    want: { kind: 'not-yet', says: 'it says [2J ::error::, wanted tag v2' },
  },
];

describe('the version witness', () => {
  for (const { name, answer, place = POINTER, wanted = { imageTag: 'v2' }, want } of CASES) {
    test(name, async () => {
      await using server = await httpBackend(answer);
      assert.deepEqual(await look(`http://127.0.0.1:${server.port}`, place, wanted), want);
    });
  }

  test('asks over a connection of its own each time', async () => {
    await using server = await httpBackend(v('v2'));
    await look(`http://127.0.0.1:${server.port}`, POINTER, { imageTag: 'v2' });
    assert.equal(server.connections(), 5);
  });

  test('a candidate that does not take connections is waited for', async () => {
    const sight = await look(`http://127.0.0.1:${await closedPort()}`, POINTER, { imageTag: 'v2' });
    assert.deepEqual([sight?.kind, /refused the connection/.test(sight?.says ?? '')], ['blind', true]);
  });

  test(
    'a certificate that is not accepted is borne with for a minute: it may just be made',
    requireReal('openssl'),
    async () => {
      using stranger = makeAuthority('Stranger');
      await using server = await httpsBackend({ ...stranger.issue('IP:127.0.0.1') }, v('v2'));
      const sight = await look(`https://127.0.0.1:${server.port}`, POINTER, { imageTag: 'v2' });
      assert.ok(sight?.kind === 'blind');
      assert.equal(sight.patienceMs, 60_000);
    },
  );
});
