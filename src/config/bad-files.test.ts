import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { spoilt } from './fixture-tenant.ts';
import { folderWith } from './fixture.ts';
import { loadTenant } from './load.ts';

const SCENARIO_IDS = ['health', 'login', 'login-refused', 'courses'];
const ENV = { PARITY_CANARY_PASSWORD: 'correct horse battery' };
const SETTING = 'text, or a setting such as { "env": "PARITY_NAME" }';

/** The problems of a file as `path: sentence`. */
function problemsOf(text: string, env: Record<string, string> = ENV): readonly string[] {
  using folder = folderWith({ 'a.json': text });
  const loaded = loadTenant('a', { folder: folder.path, env, scenarioIds: SCENARIO_IDS, allowMissing: false });
  return loaded.ok ? [] : loaded.error.map(({ at, says }) => `${at}: ${says.replaceAll(folder.path, 'tenants')}`);
}

const CASES: readonly { name: string; changes: Record<string, unknown>; want: readonly string[] }[] = [
  { name: 'nothing spoilt, nothing said', changes: {}, want: [] },
  { name: 'no title', changes: { title: undefined }, want: ['title: is missing; expected string'] },
  { name: 'an empty title', changes: { title: ' ' }, want: ['title: expected some text'] },
  {
    name: 'a title that is a number',
    changes: { title: 7 },
    want: ['title: Invalid input: expected string, received number'],
  },
  { name: 'a misspelt key', changes: { acounts: {} }, want: [': Unrecognized key: "acounts"'] },
  {
    name: 'a misspelt key deep inside',
    changes: { 'targets.1.reach.connectTo.prot': 443 },
    want: ['targets.1.reach.connectTo: Unrecognized key: "prot"'],
  },
  {
    name: 'a name of an application that would leave the folder of baselines',
    changes: { 'application.name': '../x' },
    want: ['application.name: expected lower-case letters, digits and dashes, e.g. "mansety-prd"'],
  },
  {
    name: 'a role that does not exist',
    changes: { 'targets.0.role': 'aws' },
    want: ['targets.0.role: Invalid option: expected one of "reference"|"candidate"'],
  },
  {
    name: 'no role',
    changes: { 'targets.0.role': undefined },
    want: ['targets.0.role: is missing; expected one of reference, candidate'],
  },
  {
    name: 'two targets of one role',
    changes: { 'targets.0.role': 'candidate' },
    want: ['targets.1.role: expected two different roles: one reference, one candidate'],
  },
  { name: 'no target', changes: { targets: [] }, want: ['targets: expected one or two targets'] },
  {
    name: 'three targets',
    changes: {
      targets: ['reference', 'candidate', 'reference'].map((role, n) => ({ role, url: `https://${n}.example` })),
    },
    want: ['targets: expected one or two targets'],
  },
  {
    name: 'a target with neither url nor stand-in',
    changes: { 'targets.0.url': undefined },
    want: [`targets.0.url: is missing; write one, or a standin`],
  },
  {
    name: 'a target with both url and stand-in',
    changes: { 'targets.0.standin': { drifts: [] } },
    want: ['targets.0.url: stands beside a standin; leave one of the two out'],
  },
  {
    name: 'a url without scheme',
    changes: { 'targets.0.url': 'api.mansety.com' },
    want: ['targets.0.url: expected scheme, host and, if need be, port, e.g. "https://api.mansety.com"'],
  },
  {
    name: 'a url of another scheme',
    changes: { 'targets.0.url': 'ftp://api.mansety.com' },
    want: ['targets.0.url: expected scheme, host and, if need be, port, e.g. "https://api.mansety.com"'],
  },
  {
    name: 'a url with a path',
    changes: { 'targets.0.url': 'https://api.mansety.com/api' },
    want: ['targets.0.url: holds a path (/api); paths belong to "application"'],
  },
  {
    name: 'a url with credentials, which are not repeated',
    changes: { 'targets.0.url': 'https://ann:hunter2@api.mansety.com' },
    want: ['targets.0.url: holds credentials; only accounts and secrets may name them'],
  },
  {
    name: 'a url with a query',
    changes: { 'targets.0.url': 'https://api.mansety.com?x=1' },
    want: ['targets.0.url: holds a query; only scheme, host and port belong here'],
  },
  {
    name: 'a url with a fragment',
    changes: { 'targets.0.url': 'https://api.mansety.com#x' },
    want: ['targets.0.url: holds a fragment; only scheme, host and port belong here'],
  },
  {
    name: 'a url that is a number',
    changes: { 'targets.0.url': 443 },
    want: [`targets.0.url: expected ${SETTING}`],
  },
  {
    name: 'certificates for plain http',
    changes: { 'targets.0.url': 'http://api.mansety.com', 'targets.0.reach': { ca: ['roots.pem'] } },
    want: [
      'targets.0.url: is plain http, so "ca" and "clientCertificate" in its reach would never be used; write https://',
    ],
  },
  {
    name: 'a port out of range',
    changes: { 'targets.1.reach.connectTo.port': 70_000 },
    want: ['targets.1.reach.connectTo.port: expected a port from 1 to 65535'],
  },
  {
    name: 'a port that is text',
    changes: { 'targets.1.reach.connectTo.port': '443' },
    want: ['targets.1.reach.connectTo.port: expected a whole number'],
  },
  {
    name: 'an address with a port in it',
    changes: { 'targets.1.reach.connectTo.host': '203.0.113.10:443' },
    want: [
      'targets.1.reach.connectTo.host: expected an address or a host name without scheme and port, e.g. "203.0.113.10"',
    ],
  },
  {
    name: 'no address to connect to',
    changes: { 'targets.1.reach.connectTo.host': undefined },
    want: [`targets.1.reach.connectTo.host: is missing; expected ${SETTING}`],
  },
  {
    name: 'a setting with a misspelt key',
    changes: { 'targets.0.url': { evn: 'PARITY_URL' } },
    want: ['targets.0.url.env: is missing; expected string', 'targets.0.url: Unrecognized key: "evn"'],
  },
  {
    name: 'a setting whose name is no variable',
    changes: { 'targets.0.url': { env: 'parity url' } },
    want: ['targets.0.url.env: expected the name of an environment variable, e.g. "PARITY_CANARY_PASSWORD"'],
  },
  {
    name: 'a default that breaks the rules of the place',
    changes: { 'targets.0.url': { env: 'PARITY_URL', default: 'mansety' } },
    want: [
      'targets.0.url: expected scheme, host and, if need be, port, e.g. "https://api.mansety.com" (its default says "mansety")',
    ],
  },
  {
    name: 'an empty list of roots',
    changes: { 'targets.1.reach.ca': [] },
    want: ['targets.1.reach.ca: expected at least one file; leave it out to trust the built-in roots'],
  },
  {
    name: 'roots that are not there',
    changes: { 'targets.1.reach.ca': ['/nowhere/roots.pem'] },
    want: ['targets.1.reach.ca.0: the file /nowhere/roots.pem cannot be read (ENOENT)'],
  },
  {
    name: 'a header that parity sets itself',
    changes: { 'targets.0.reach': { headers: { Host: 'x' } } },
    want: ['targets.0.reach.headers.Host: is set by parity itself (for Origin write "origin" in the reach)'],
  },
  {
    name: 'a header name that is none',
    changes: { 'targets.0.reach': { headers: { 'X Y': 'x' } } },
    want: ['targets.0.reach.headers.X Y: expected the name of a header'],
  },
  {
    name: 'a header value with a line break',
    changes: { 'targets.0.reach': { headers: { 'X-Y': 'x\r\nHost: y' } } },
    want: ['targets.0.reach.headers.X-Y: expected one line of text without control characters'],
  },
  {
    name: 'a header whose literal value ought to be a secret',
    changes: { 'targets.0.reach': { headers: { 'CF-Access-Client-Secret': '0123456789' } } },
    want: ['targets.0.reach.headers.CF-Access-Client-Secret: sounds secret; write { "secret": "PARITY_NAME" }'],
  },
  {
    name: 'a secret in place of its name',
    changes: { 'accounts.canary.password': 'hunter2hunter2' },
    want: ['accounts.canary.password: expected the name of an environment variable, e.g. "PARITY_CANARY_PASSWORD"'],
  },
  {
    name: 'no account for wrong passwords',
    changes: { 'accounts.refused': undefined },
    want: ['accounts.refused: is missing; expected object'],
  },
  {
    name: 'one account for right and wrong passwords',
    changes: { 'accounts.refused.identifier': 'Canary@academy.example' },
    want: ['accounts.refused.identifier: is the canary; wrong passwords would lock it out'],
  },
  {
    name: 'a path without its slash',
    changes: { 'application.login': { path: 'api/login' } },
    want: ['application.login.path: expected an absolute path without host or fragment, e.g. "/api/login"'],
  },
  {
    name: 'a path that names another host',
    changes: { 'application.login': { path: '//evil.example/login' } },
    want: ['application.login.path: expected an absolute path without host or fragment, e.g. "/api/login"'],
  },
  {
    name: 'a pointer that is none',
    changes: { 'application.login': { tokenPointer: 'data.token' } },
    want: ['application.login.tokenPointer: expected a JSON Pointer, e.g. "/data/email", or "" for the whole body'],
  },
  {
    name: 'an expectation of health without a pointer',
    changes: { 'application.health': { expect: { db: 'ok' } } },
    want: ['application.health.expect.db: expected a JSON Pointer, e.g. "/data/email", or "" for the whole body'],
  },
  {
    name: 'an expectation of health that is an object',
    changes: { 'application.health': { expect: { '/db': {} } } },
    want: ['application.health.expect./db: expected text, a number, true or false'],
  },
  {
    name: 'an item path without a place for the id',
    changes: { 'application.courses': { itemPath: '/api/courses' } },
    want: ['application.courses.itemPath: expected a path that holds {id}, e.g. "/api/courses/{id}"'],
  },
  {
    name: 'a scenario that does not exist',
    changes: { required: ['health', 'cources'] },
    want: ['required.1: unknown scenario "cources"; did you mean "courses"?'],
  },
  {
    name: 'a scenario like no other',
    changes: { required: ['payments-and-refunds'] },
    want: ['required.0: unknown scenario "payments-and-refunds"; known are: health, login, login-refused, courses'],
  },
  {
    name: 'no scenario required',
    changes: { required: [] },
    want: ['required: expected at least one scenario; leave it out to require all'],
  },
  {
    name: 'a rule that does not exist',
    changes: { policy: { levels: [{ rule: 'property-aded', level: 'info' }] } },
    want: ['policy.levels.0.rule: unknown rule "property-aded"; did you mean "property-added"?'],
  },
  {
    name: 'a level that does not exist',
    changes: { policy: { levels: [{ rule: 'property-added', level: 'fatal' }] } },
    want: ['policy.levels.0.level: Invalid option: expected one of "info"|"warning"|"breaking"'],
  },
  {
    name: 'a control address without port',
    changes: { control: '1.1.1.1' },
    want: ['control: expected a host and a port, e.g. "1.1.1.1:443" or "[2606:4700::1111]:443"'],
  },
  {
    name: 'two targets that are one deployment',
    changes: { 'targets.1.reach': undefined },
    want: ['targets.1: is dialled exactly as targets.0 is, so a comparison of the two would prove nothing'],
  },
  {
    name: 'two targets that are one deployment, written in two ways',
    changes: {
      'targets.0.url': 'HTTPS://API.mansety.com:443/',
      'targets.1.reach': { connectTo: { host: 'API.mansety.com', port: 443 } },
    },
    want: ['targets.1: is dialled exactly as targets.0 is, so a comparison of the two would prove nothing'],
  },
  {
    name: 'one name for a setting, which is printed, and a secret, which is not',
    changes: { 'targets.0.reach': { headers: { 'X-Y': { env: 'PARITY_CANARY_PASSWORD' } } } },
    want: [': names PARITY_CANARY_PASSWORD both as a secret and as a setting, which would be printed'],
  },
];

describe('a bad file says what is wrong, and where', () => {
  for (const { name, changes, want } of CASES) {
    test(name, () => assert.deepEqual(problemsOf(spoilt(changes)), want));
  }

  test('six mistakes are reported at once', () => {
    const six = spoilt({
      title: 7,
      'application.name': 'Academy',
      'targets.0.role': 'aws',
      'targets.1.reach.connectTo.port': 0,
      required: ['cources'],
      policy: { levels: [{ rule: 'nope', level: 'info' }] },
    });
    assert.deepEqual(
      problemsOf(six).map((problem) => problem.split(':')[0]),
      [
        'title',
        'application.name',
        'targets.0.role',
        'targets.1.reach.connectTo.port',
        'required.0',
        'policy.levels.0.rule',
      ],
    );
  });

  test('a mistake inside one target does not hide that both have one role', () => {
    const two = spoilt({ 'targets.0.role': 'candidate', 'targets.0.url': 443, 'targets.0.oops': 1 });
    assert.deepEqual(
      problemsOf(two).map((problem) => problem.split(':')[0]),
      ['targets.0.url', 'targets.0', 'targets.1.role'],
    );
  });

  test('text that is not JSON', () => {
    assert.deepEqual(problemsOf('{"title": }'), [
      `: is not JSON: Unexpected token '}', "{"title": }" is not valid JSON`,
    ]);
  });

  test('JSON that is no object', () => {
    assert.deepEqual(problemsOf('[]'), [': Invalid input: expected object, received array']);
  });

  test('a byte order mark does no harm', () => assert.deepEqual(problemsOf(`\uFEFF${spoilt({})}`), []));
});
