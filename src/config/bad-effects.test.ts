import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { spoilt } from './fixture-tenant.ts';
import { folderWith } from './fixture.ts';
import { loadTenant } from './load.ts';

/** Mistakes in what a file says of websockets, dispatch, witnesses and the peer. */

const ENV = { PARITY_CANARY_PASSWORD: 'correct horse battery', PARITY_APP_SECRET: 'an-app-secret' };
const SETTING = 'text, or a setting such as { "env": "PARITY_NAME" }';

type Changes = Readonly<Record<string, unknown>>;

/** The problems of a file as `path: sentence`. */
function problemsOf(changes: Changes, env: Record<string, string> = ENV): readonly string[] {
  using folder = folderWith({ 'a.json': spoilt(changes), 'mansety-prd.json': '{}' });
  const options = { folder: folder.path, env, scenarioIds: ['health'], allowMissing: false };
  const loaded = loadTenant('a', options);
  return loaded.ok ? [] : loaded.error.map(({ at, says }) => `${at}: ${says}`);
}

type Case = { readonly name: string; readonly changes: Changes; readonly want: readonly string[] };

const tableOf = (title: string, cases: readonly Case[]): void =>
  void describe(title, () => {
    for (const { name, changes, want } of cases) test(name, () => assert.deepEqual(problemsOf(changes), want));
  });

const channels = (said: Changes): Changes => ({ 'application.realtime': said });

const PRIVATE = 'expected a channel that begins with "private-" and holds {id} once, e.g. "private-users.{id}"';
const PRESENCE = 'expected one channel that begins with "presence-", e.g. "presence-courses.1"';
const PUBLIC = 'expected a channel that begins neither with "private-" nor with "presence-", e.g. "parity"';

tableOf('channels', [
  {
    name: 'a private channel that is the same for everybody',
    changes: channels({ privateChannel: 'private-users' }),
    want: [`application.realtime.privateChannel: ${PRIVATE}`],
  },
  {
    name: 'a private channel as Laravel writes it, without its prefix',
    changes: channels({ privateChannel: 'users.{id}' }),
    want: [`application.realtime.privateChannel: ${PRIVATE}`],
  },
  {
    name: 'a private channel with another placeholder',
    changes: channels({ privateChannel: 'private-{tenant}.{id}' }),
    want: [`application.realtime.privateChannel: ${PRIVATE}`],
  },
  {
    name: 'a private channel that is encrypted',
    changes: channels({ privateChannel: 'private-encrypted-users.{id}' }),
    want: ['application.realtime.privateChannel: is encrypted from end to end, so nothing in it could be read'],
  },
  {
    name: 'a presence channel without its prefix',
    changes: channels({ presenceChannel: 'courses.1' }),
    want: [`application.realtime.presenceChannel: ${PRESENCE}`],
  },
  {
    name: 'a presence channel for each member, where one would be alone',
    changes: channels({ presenceChannel: 'presence-courses.{id}' }),
    want: [`application.realtime.presenceChannel: ${PRESENCE}`],
  },
  {
    name: 'a public channel that needs authorisation',
    changes: channels({ publicChannel: 'private-parity' }),
    want: [`application.realtime.publicChannel: ${PUBLIC}`],
  },
  {
    name: 'a public channel with a character that no channel has',
    changes: channels({ publicChannel: 'parity/1' }),
    want: [`application.realtime.publicChannel: ${PUBLIC}`],
  },
  {
    name: 'nobody as the other member',
    changes: channels({ otherId: '' }),
    want: ['application.realtime.otherId: expected some text'],
  },
  {
    name: 'a path without its slash, and a pointer that is none',
    changes: channels({ authPath: 'broadcasting/auth', memberIdPointer: 'id' }),
    want: [
      'application.realtime.authPath: expected an absolute path without host or fragment, e.g. "/api/login"',
      'application.realtime.memberIdPointer: expected a JSON Pointer, e.g. "/data/email", or "" for the whole body',
    ],
  },
]);

const SOCKET = { url: 'wss://api.mansety.com:6001', key: 'app-key' };

const sockets = (said: Changes, more: Changes = {}): Changes => ({
  'application.realtime': {},
  'targets.0.realtime': { ...SOCKET, ...said },
  ...more,
});

const URL_WANTED =
  'expected ws:// or wss://, a host and, if need be, port and prefix, e.g. "wss://api.mansety.com:6001"';

tableOf('where sockets are', [
  { name: 'nothing spoilt, nothing said', changes: sockets({}), want: [] },
  {
    name: 'no url and no key',
    changes: { 'application.realtime': {}, 'targets.0.realtime': {} },
    want: [
      'targets.0.realtime.url: is missing; write one, or a standin',
      'targets.0.realtime.key: is missing; write one, or a standin',
    ],
  },
  {
    name: 'a url and a key beside a stand-in',
    changes: {
      'application.realtime': {},
      'targets.0': { role: 'reference', standin: { drifts: [] }, realtime: SOCKET },
    },
    want: [
      'targets.0.realtime.url: stands beside a standin; leave one of the two out',
      'targets.0.realtime.key: stands beside a standin; leave one of the two out',
    ],
  },
  {
    name: 'the url of an API',
    changes: sockets({ url: 'https://api.mansety.com:6001' }),
    want: [`targets.0.realtime.url: ${URL_WANTED}`],
  },
  {
    name: 'a bare host',
    changes: sockets({ url: 'api.mansety.com' }),
    want: [`targets.0.realtime.url: ${URL_WANTED}`],
  },
  {
    name: 'a url that is a number',
    changes: sockets({ url: 6001 }),
    want: [`targets.0.realtime.url: expected ${SETTING}`],
  },
  {
    name: 'a url as clients dial it',
    changes: sockets({ url: 'wss://api.mansety.com:6001/app/app-key' }),
    want: ['targets.0.realtime.url: holds /app; write only what stands before it, and the key at "key"'],
  },
  {
    name: 'a url with a query',
    changes: sockets({ url: 'wss://api.mansety.com:6001?protocol=7' }),
    want: ['targets.0.realtime.url: holds a query; parity adds its own'],
  },
  {
    name: 'a url with a fragment',
    changes: sockets({ url: 'wss://api.mansety.com:6001#x' }),
    want: ['targets.0.realtime.url: holds a fragment; a socket has none'],
  },
  {
    name: 'a url with credentials, which are not repeated',
    changes: sockets({ url: 'wss://ann:hunter2@api.mansety.com' }),
    want: ['targets.0.realtime.url: holds credentials; only accounts and secrets may name them'],
  },
  {
    name: 'plain sockets beside an API with TLS',
    changes: sockets({ url: 'ws://api.mansety.com:6001' }),
    want: [
      'targets.0.realtime.url: is plain ws beside https, which no browser allows and no certificate protects; write wss://',
    ],
  },
  {
    name: 'a route that does not exist',
    changes: sockets({ route: 'direct' }),
    want: ['targets.0.realtime.route: Invalid option: expected one of "as-shipped"|"direct-6001"|"path-443"'],
  },
  {
    name: 'the route over 6001 with another port',
    changes: sockets({ url: 'wss://api.mansety.com', route: 'direct-6001' }),
    want: ['targets.0.realtime.url: has port 443, but its route says "direct-6001"'],
  },
  {
    name: 'the route beside the API, elsewhere',
    changes: sockets({ route: 'path-443' }),
    want: ['targets.0.realtime.url: is not beside the API at api.mansety.com, but its route says "path-443"'],
  },
  {
    name: 'a port of the reach that sockets would get too',
    changes: sockets({}, { 'targets.0.reach': { connectTo: { host: '203.0.113.9', port: 8443 } } }),
    want: [
      'targets.0.realtime.connectTo: is missing: sockets would be dialled at port 8443 of the reach, though their url says 6001',
    ],
  },
  {
    name: 'one instance named as two',
    changes: sockets({ instances: [{ host: '10.0.0.1' }, { host: '10.0.0.1', port: 6001 }] }),
    want: ['targets.0.realtime.instances.1: is named twice; each instance needs an address of its own'],
  },
  {
    name: 'a key with a slash',
    changes: sockets({ key: 'app/key' }),
    want: ['targets.0.realtime.key: expected one word without slashes, as in the URL of the socket'],
  },
  {
    name: 'a secret of the app in place of its name',
    changes: sockets({ app: { id: '101', secret: 'hunter2hunter2' } }),
    want: [
      'targets.0.realtime.app.secret: expected the name of an environment variable, e.g. "PARITY_CANARY_PASSWORD"',
    ],
  },
  {
    name: 'one name for the key, which is printed, and the secret, which is not',
    changes: sockets({ key: { env: 'PARITY_APP_SECRET' }, app: { id: '101', secret: 'PARITY_APP_SECRET' } }),
    want: [': names PARITY_APP_SECRET both as a secret and as a setting, which would be printed'],
  },
  {
    name: 'sockets of an application that has no channels',
    changes: { 'targets.0.realtime': SOCKET },
    want: ['targets.0.realtime: stands without application.realtime, so no channel would be known'],
  },
  {
    name: 'one websocket server for two targets',
    changes: sockets({}, { 'targets.1.realtime': { ...SOCKET, connectTo: { host: 'API.mansety.com' } } }),
    want: [
      'targets.1.realtime: is dialled exactly as that of targets.0, so a comparison of the two would prove nothing',
    ],
  },
]);

const DISPATCH = {
  path: '/api/reports',
  fields: { title: 'parity {nonce}' },
  event: 'report.ready',
  jobName: 'Report',
};

const dispatch = (said: Changes): Changes => ({
  'application.realtime': {},
  'application.dispatch': { ...DISPATCH, ...said },
});

tableOf('dispatch', [
  { name: 'nothing spoilt, nothing said', changes: dispatch({}), want: [] },
  {
    name: 'nothing but an empty block',
    changes: { 'application.realtime': {}, 'application.dispatch': {} },
    want: [
      `application.dispatch.path: is missing; expected ${SETTING}`,
      'application.dispatch.fields: is missing; expected record',
      `application.dispatch.event: is missing; expected ${SETTING}`,
      `application.dispatch.jobName: is missing; expected ${SETTING}`,
    ],
  },
  {
    name: 'fields by which the event could not be known again',
    changes: dispatch({ fields: { title: 'parity' } }),
    want: [
      'application.dispatch.fields: expected a field that holds {nonce}, by which the event is known again, e.g. {"title": "parity {nonce}"}',
    ],
  },
  {
    name: 'a path of removal that would remove everything',
    changes: dispatch({ removePath: '/api/reports' }),
    want: ['application.dispatch.removePath: expected a path that holds {id}, e.g. "/api/courses/{id}"'],
  },
  {
    name: 'a time that is none',
    changes: dispatch({ withinMs: 0 }),
    want: ['application.dispatch.withinMs: expected at least 1 millisecond'],
  },
  {
    name: 'a time that is text',
    changes: dispatch({ withinMs: '10 s' }),
    want: ['application.dispatch.withinMs: expected a whole number of milliseconds'],
  },
  {
    name: 'an event without websockets to hear it on',
    changes: { 'application.dispatch': DISPATCH },
    want: ['application.dispatch: stands without application.realtime, so its event could not be heard'],
  },
]);

const evidence = (...said: readonly unknown[]): Changes => ({ 'targets.0.evidence': said });

const FROM = 'expected either { "file": … } alone, or { "path": … } with the headers it needs';

tableOf('evidence', [
  {
    name: 'a reader that does not exist',
    changes: evidence({ reader: 'horizn' }),
    want: [
      'targets.0.evidence.0.reader: expected a witness whose reader is one of horizon, heartbeat, health-checks, schedule-log',
    ],
  },
  {
    name: 'no reader',
    changes: evidence({ path: '/horizon/api' }),
    want: [
      'targets.0.evidence.0.reader: expected a witness whose reader is one of horizon, heartbeat, health-checks, schedule-log',
    ],
  },
  {
    name: 'a heartbeat that nobody could find',
    changes: evidence({ reader: 'heartbeat' }),
    want: [
      `targets.0.evidence.0.path: is missing; expected ${SETTING}`,
      `targets.0.evidence.0.pointer: is missing; expected ${SETTING}`,
    ],
  },
  {
    name: 'a key of another reader',
    changes: evidence({ reader: 'horizon', maxAgeMs: 1_000 }),
    want: ['targets.0.evidence.0: Unrecognized key: "maxAgeMs"'],
  },
  {
    name: 'health checks without a check',
    changes: evidence({ reader: 'health-checks', path: '/health/checks', scheduler: [], queue: [] }),
    want: [
      'targets.0.evidence.0.scheduler: names no check, neither for the scheduler nor for the queue, so it could tell nothing',
    ],
  },
  {
    name: 'a time zone that does not exist',
    changes: evidence({ reader: 'schedule-log', from: { path: '/log' }, timeZone: 'Asia/Dubay' }),
    want: ['targets.0.evidence.0.timeZone: is no time zone; expected an IANA name, e.g. "Asia/Dubai"'],
  },
  {
    name: 'an offset in place of a time zone',
    changes: evidence({ reader: 'schedule-log', from: { path: '/log' }, timeZone: '+04:00' }),
    want: ['targets.0.evidence.0.timeZone: is no time zone; expected an IANA name, e.g. "Asia/Dubai"'],
  },
  {
    name: 'a log from two places at once',
    changes: evidence({ reader: 'schedule-log', from: { path: '/log', file: 'schedule.log' } }),
    want: [`targets.0.evidence.0.from: ${FROM}`],
  },
  {
    name: 'a log from nowhere',
    changes: evidence({ reader: 'schedule-log', from: {} }),
    want: [`targets.0.evidence.0.from: ${FROM}`],
  },
  {
    name: 'headers for a file',
    changes: evidence({ reader: 'schedule-log', from: { file: 'schedule.log', headers: { 'X-A': 'b' } } }),
    want: [`targets.0.evidence.0.from: ${FROM}`],
  },
  {
    name: 'a token that is written down',
    changes: evidence({ reader: 'horizon', headers: { Authorization: 'Basic b3BzOmxlYXJuaW5n' } }),
    want: ['targets.0.evidence.0.headers.Authorization: sounds secret; write { "secret": "PARITY_NAME" }'],
  },
  {
    name: 'a header that parity sets itself',
    changes: evidence({ reader: 'horizon', headers: { Cookie: { secret: 'PARITY_APP_SECRET' } } }),
    want: ['targets.0.evidence.0.headers.Cookie: is set by parity itself'],
  },
  {
    name: 'one witness named twice',
    changes: evidence({ reader: 'horizon' }, { reader: 'horizon', maxWaitMs: 5_000 }),
    want: ['targets.0.evidence.1: is the same witness as evidence.0'],
  },
  {
    name: 'two times of one answer, which are two witnesses',
    changes: evidence(
      { reader: 'heartbeat', path: '/api/heartbeat', pointer: '/a' },
      { reader: 'heartbeat', path: '/api/heartbeat', pointer: '/b' },
    ),
    want: [],
  },
  {
    name: 'one log for two schedulers',
    changes: {
      'targets.0.evidence': [{ reader: 'schedule-log', from: { file: 'schedule.log' } }],
      'targets.1.evidence': [{ reader: 'horizon' }, { reader: 'schedule-log', from: { file: 'schedule.log' } }],
    },
    want: ['targets.1.evidence.1.from.file: is the log of targets.0 too; each scheduler has its own'],
  },
]);

tableOf('targets and peers', [
  {
    name: 'a permission that is text',
    changes: { 'targets.0.writes': 'yes' },
    want: ['targets.0.writes: expected true or false'],
  },
  {
    name: 'workers without a name',
    changes: { 'targets.0.workers': '' },
    want: ['targets.0.workers: expected some text'],
  },
  { name: 'a peer that exists', changes: { isolationPeer: 'mansety-prd' }, want: [] },
  {
    name: 'a peer that does not exist',
    changes: { isolationPeer: 'mansety-prod' },
    want: ['isolationPeer: unknown tenant "mansety-prod"; did you mean "mansety-prd"?'],
  },
  {
    name: 'the tenant as its own peer',
    changes: { isolationPeer: 'a' },
    want: ['isolationPeer: is the tenant itself; name another one, from which it must be kept apart'],
  },
]);

test('mistakes of all these parts are reported at once', () => {
  const changes = {
    'application.realtime': { privateChannel: 'users' },
    'application.dispatch': { ...DISPATCH, withinMs: -1 },
    'targets.0.realtime': { url: 'wss://api.mansety.com:6001' },
    'targets.1.evidence': [{ reader: 'horizon', path: 'horizon' }],
    isolationPeer: 'nobody',
  };
  assert.deepEqual(
    problemsOf(changes).map((problem) => problem.split(':')[0]),
    [
      'application.realtime.privateChannel',
      'application.dispatch.withinMs',
      'targets.0.realtime.key',
      'targets.1.evidence.0.path',
      'isolationPeer',
    ],
  );
});

test('a secret of the app that the environment lacks is named with its place', () => {
  const said = sockets({ app: { id: '101', secret: 'PARITY_APP_SECRET' } });
  assert.deepEqual(
    problemsOf(said, { PARITY_CANARY_PASSWORD: 'correct horse battery' }).map((text) =>
      text.replace(/\S+\.json/, 'a.json'),
    ),
    ['PARITY_APP_SECRET: is not set; a.json needs it for targets.0.realtime.app.secret'],
  );
});
