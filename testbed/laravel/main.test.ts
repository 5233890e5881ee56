import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { requireReal } from '../requirements.ts';
import { ask } from './ask.ts';
import { freePort } from './ready.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const PASSWORD = 'a-password-of-tests';

type Ended = { readonly code: number | string | null; readonly stdout: string; readonly stderr: string };

/** Runs the program to its end. */
function testbed(args: readonly string[], password?: string): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', ...(password && { PARITY_TESTBED_PASSWORD: password }) };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

type Ports = readonly [reference: number, candidate: number, referenceSockets: number, candidateSockets: number];

const freePorts = async (): Promise<Ports> => [
  await freePort('127.0.0.1'),
  await freePort('127.0.0.1'),
  await freePort('127.0.0.1'),
  await freePort('127.0.0.1'),
];
const portOptions = ([reference, candidate, referenceSockets, candidateSockets]: Ports): readonly string[] => [
  `--reference-port=${reference}`,
  `--candidate-port=${candidate}`,
  `--reference-sockets=${referenceSockets}`,
  `--candidate-sockets=${candidateSockets}`,
];

describe('testbed', requireReal('laravel'), () => {
  test('a command is told the two instances and the password, and its exit code is kept', async () => {
    const ports = await freePorts();
    const script = `
      const { PARITY_TESTBED_REFERENCE_URL: reference, PARITY_TESTBED_CANDIDATE_URL: candidate, PARITY_TESTBED_PASSWORD: password } = process.env;
      const body = JSON.stringify({ email: 'canary@academy.example', password });
      const login = (url) => fetch(url + '/api/login', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      const [one, two] = [await login(reference), await login(candidate)];
      console.log(reference, candidate, one.status, two.status, (await one.json()).user.created_at, (await two.json()).user.created_at);
      process.exitCode = 7;`;
    const command = ['--', process.execPath, '--input-type=module', '--eval', script];
    assert.deepEqual(await testbed([...portOptions(ports), '--drift', 'date-offset', ...command]), {
      code: 7,
      stdout: `http://127.0.0.1:${ports[0]} http://127.0.0.1:${ports[1]} 200 200 2026-01-15T07:45:00.000000Z 2026-01-15T07:45:00.000000+00:00\n`,
      stderr: '',
    });
  });

  test('without a command it says how to use the two, and stays until it is interrupted', async () => {
    const ports = await freePorts();
    const env = { PATH: process.env['PATH'] ?? '', PARITY_TESTBED_PASSWORD: PASSWORD };
    const child = spawn(process.execPath, [MAIN, ...portOptions(ports)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    using stack = new DisposableStack();
    stack.defer(() => void child.kill('SIGKILL'));
    const [said]: Buffer[] = await once(child.stdout, 'data');
    const [reference, candidate] = ports.slice(0, 2).map((port) => `http://127.0.0.1:${port}`);
    assert.equal(
      String(said).replaceAll(/(?<=(?:OPS_TOKEN|SECRET)=)[\w-]{24}/g, '<random>'),
      [
        `reference  ${reference}`,
        `candidate  ${candidate}  drifts: none`,
        '',
        'In another terminal:',
        `  export PARITY_TESTBED_REFERENCE_URL=${reference}`,
        `  export PARITY_TESTBED_CANDIDATE_URL=${candidate}`,
        `  export PARITY_TESTBED_REFERENCE_REALTIME_URL=ws://127.0.0.1:${ports[2]}`,
        `  export PARITY_TESTBED_CANDIDATE_REALTIME_URL=ws://127.0.0.1:${ports[3]}`,
        '  export PARITY_TESTBED_REALTIME_KEY=academy-key',
        '  export PARITY_TESTBED_REALTIME_SECRET=<random>',
        '  export PARITY_TESTBED_OPS_TOKEN=<random>',
        '  npm run parity -- --tenant testbed',
        '',
        'Ctrl-C stops both and removes what they wrote.\n',
      ].join('\n'),
    );
    assert.equal((await ask(String(candidate), 'GET /health')).status, 200);
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    await assert.rejects(ask(String(candidate), 'GET /health'), { code: 'ECONNREFUSED' });
  });

  test('what is real here is said, and nothing is started', async () => {
    const { code, stdout, stderr } = await testbed(['--parts']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(
      stdout,
      /^laravel {4}real, .+\nqueue {6}real, .+\nscheduler {2}real, .+\nreverb {5}.+\nhorizon {4}.+\n$/,
    );
  });

  test('a command that is not there is named', async () => {
    assert.deepEqual(await testbed([...portOptions(await freePorts()), '--', 'no-such-program']), {
      code: 2,
      stdout: '',
      stderr: 'error: cannot run no-such-program (spawn no-such-program ENOENT); name a program on PATH after --\n',
    });
  });
});

for (const { name, args, password, stderr } of [
  {
    name: 'a port that is none is refused',
    args: ['--reference-port', '99999'],
    stderr:
      "error: option '--reference-port <port>' argument '99999' is invalid. A port is a number from 1 to 65535.\n",
  },
  {
    name: 'an unknown drift is refused',
    args: ['--drift', 'nope'],
    stderr: /^error: the real Laravel has no drift nope; use some of links-http, [a-z, -]+\n$/,
  },
  {
    name: 'a password too short for parity is refused',
    args: [],
    password: 'short',
    stderr:
      'error: PARITY_TESTBED_PASSWORD is shorter than 8 characters; set a longer one, or none to get a random one\n',
  },
]) {
  test(name, async () => {
    const ended = await testbed(args, password);
    assert.deepEqual([ended.code, ended.stdout], [2, '']);
    if (typeof stderr === 'string') assert.equal(ended.stderr, stderr);
    else assert.match(ended.stderr, stderr);
  });
}
