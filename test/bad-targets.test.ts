import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { after, describe, test } from 'node:test';
import type { CauseId } from '../src/model/causes.ts';
import type { Outcome } from '../src/model/outcome.ts';
import type { Report } from '../src/model/report.ts';
import type { Role } from '../src/model/tenant.ts';
import { readReport } from '../src/report/read-report.ts';
import { parity } from './cli.ts';
import { assertSpoken, makeHomes, PASSWORD, target } from './home.ts';

const homes = makeHomes();
after(() => homes[Symbol.dispose]());

/** Handles one connection. `before`: how many came before it. */
type Answers = (socket: Socket, asked: string, before: number) => void;

const HEALTHY = '{"app":"ok","db":"ok","redis":"ok"}';
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

const PAGE = '<!DOCTYPE html><title>x</title>';
const HTML_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n';

const healthy: Answers = (socket) =>
  void socket.end(`${HEAD}content-length: ${HEALTHY.length}\r\nconnection: close\r\n\r\n${HEALTHY}`);

const silent: Answers = () => undefined;
const healthyOnly: Answers = (socket, asked, before) =>
  (asked.startsWith('GET /health ') ? healthy : silent)(socket, asked, before);
const healthyOnce: Answers = (socket, asked, before) => (before === 0 ? healthy : silent)(socket, asked, before);

/** Writes for as long as somebody reads. */
const endless: Answers = (socket) => {
  socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
  const chunk = `${(65_536).toString(16)}\r\n${' '.repeat(65_536)}\r\n`;
  const more = (): void => {
    while (socket.writable && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
};

async function listening(answers: Answers, host: string) {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (data) => answers(socket, data.toString('latin1'), asked++));
  }).listen(0, host);
  await once(server, 'listening');
  const bound = server.address();
  assert.ok(bound !== null && typeof bound === 'object');
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `http://${host}:${bound.port}`, asked: () => asked, [Symbol.dispose]: close };
}

type Asked = {
  readonly report: Report;
  /** Wall clock of the whole process, in milliseconds. */
  readonly tookMs: number;
  /** Requests that came to the reference. */
  readonly asked: number;
};

async function judgedBetween(reference: Answers, candidate: Answers, ...args: readonly string[]): Promise<Asked> {
  using one = await listening(reference, '127.0.0.1');
  using other = await listening(candidate, '127.0.0.2');
  const home = homes.with((file) => ({
    ...file,
    required: ['health'],
    targets: [target('reference', one.url), target('candidate', other.url)],
  }));
  const began = performance.now();
  const ended = await parity(['--home', home, '--tenant', 'testbed', '--reporter', 'json', ...args], PASSWORD);
  const tookMs = performance.now() - began;
  assertSpoken(ended);
  const report = readReport(ended.stdout);
  assert.ok(report.ok, ended.stderr);
  assert.equal(ended.exitCode, report.value.verdict.exitCode);
  return { report: report.value, tookMs, asked: one.asked() };
}

const HEALTH = ['--scenario', 'health'];

const of = ({ outcomes }: Report, role: Role, scenario = 'health'): Outcome => {
  const found = outcomes.find((outcome) => outcome.role === role && outcome.scenario === scenario);
  assert.ok(found !== undefined, `${scenario} @ ${role} is not in the report`);
  return found;
};

describe('a target that answers badly fails, and the other one is judged', () => {
  const CASES: readonly {
    readonly name: string;
    readonly answers: Answers;
    readonly fault: string;
    readonly says: RegExp;
    readonly cause?: CauseId;
  }[] = [
    {
      name: 'garbage',
      answers: (socket) => void socket.end('\u0000\u0001 no HTTP\r\n\r\n'),
      fault: 'protocol',
      says: /answered something else, wanted HTTP/,
    },
    {
      name: 'nothing at all',
      answers: (socket) => socket.destroy(),
      fault: 'reset',
      says: /broke off before it answered/,
      cause: 'target-down',
    },
    {
      name: 'half of what it announced',
      answers: (socket) => void socket.end(`${HEAD}content-length: 500\r\n\r\n{"app":`),
      fault: 'none',
      says: /the connection ended after 7 bytes; 500 were announced/,
      cause: 'answer-cut',
    },
    { name: 'a body without end', answers: endless, fault: 'too-large', says: /more than 10485760 bytes of body/ },
    {
      name: 'a page instead of JSON',
      answers: (socket) => void socket.end(`${HTML_HEAD}content-length: ${PAGE.length}\r\n\r\n${PAGE}`),
      fault: 'none',
      says: /answered 200 with 31 bytes of HTML, wanted JSON$/,
      cause: 'edge-answered',
    },
  ];
  for (const { name, answers, fault, says, cause } of CASES) {
    test(name, async () => {
      const { report, asked } = await judgedBetween(healthy, answers, ...HEALTH);
      const { verdict, steps } = of(report, 'candidate');
      assert.ok(verdict.kind === 'fail', JSON.stringify(verdict));
      assert.match(verdict.reason, says);
      assert.equal(steps[0]?.fault?.kind ?? 'none', fault);
      assert.equal(of(report, 'reference').ended.kind, 'pass');
      assert.equal(of(report, 'reference').verdict.kind, 'drift');
      assert.deepEqual(
        report.findings.filter(({ rule }) => rule === 'answer-failed').map((found) => [found.attribution, found.cause]),
        [['target-failed', cause]],
      );
      assert.deepEqual(
        report.again.map(({ role }) => role),
        ['reference'],
      );
      assert.equal(asked, 2, 'what drifted is asked again');
      assert.equal(report.verdict.exitCode, 1);
    });
  }

  test('a target that is slow names the phase in which it was', async () => {
    const { report } = await judgedBetween(healthy, silent, ...HEALTH, '--target', 'candidate');
    const { verdict, steps } = of(report, 'candidate');
    assert.ok(verdict.kind === 'fail', JSON.stringify(verdict));
    assert.match(verdict.reason, /did not begin to answer; nothing came within 10000 ms/);
    assert.deepEqual([steps[0]?.fault?.kind, steps[0]?.fault?.phase], ['timeout', 'wait']);
    assert.equal(report.verdict.exitCode, 1);
  });
});

/** What a run may take longer than its budget, and its process besides, in milliseconds. */
const SLACK_MS = 1_000;
const PROCESS_MS = 2_500;

describe('the budget of the run', () => {
  const spent = { kind: 'inconclusive', step: 'health', reason: "the run's budget of 3 s was spent" } as const;

  const assertWithin = ({ report, tookMs }: Asked, budgetMs: number): void => {
    const { durationMs } = report.run;
    assert.ok(durationMs >= budgetMs && durationMs < budgetMs + SLACK_MS, `the run took ${durationMs} ms`);
    assert.ok(tookMs < budgetMs + PROCESS_MS, `the process took ${tookMs} ms`);
  };

  const notAskedAgain = ({ notices }: Report): readonly string[] =>
    notices.filter(({ id }) => id === 'not-asked-again').map(({ says }) => says);

  test('spent by a silent target leaves it unjudged and the other one judged; nobody is asked again', async () => {
    const asked = await judgedBetween(healthy, silent, ...HEALTH, '--timeout', '3');
    const { report } = asked;
    assertWithin(asked, 3_000);
    assert.deepEqual(of(report, 'candidate').verdict, spent);
    assert.equal(of(report, 'reference').verdict.kind, 'drift');
    assert.deepEqual(report.again, []);
    assert.equal(asked.asked, 1);
    assert.match(notAskedAgain(report).join(), /^the targets were not asked again, for the budget/);
    assert.equal(report.verdict.exitCode, 1);
  });

  test('is that of both questions', async () => {
    const asked = await judgedBetween(healthy, healthyOnce, ...HEALTH, '--timeout', '3');
    const { report } = asked;
    assertWithin(asked, 3_000);
    assert.equal(of(report, 'candidate').verdict.kind, 'drift');
    assert.match(notAskedAgain(report).join(), /^the targets could not all be asked again/);
    assert.equal(report.verdict.exitCode, 1);
  });

  test('spent in the middle keeps what was judged', async () => {
    const asked = await judgedBetween(healthyOnly, healthyOnly, '--timeout', '3');
    const { report } = asked;
    assertWithin(asked, 3_000);
    assert.equal(report.outcomes.length, 8);
    for (const { scenario, role, verdict } of report.outcomes) {
      if (scenario === 'health') assert.equal(verdict.kind, 'drift', role);
      else assert.match(JSON.stringify(verdict), /"inconclusive".*the run's budget of 3 s was spent/, scenario);
    }
    assert.equal(report.verdict.exitCode, 1);
  });
});
