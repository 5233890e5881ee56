import type { IncomingMessage } from 'node:http';
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { startPrometheus, startPushgateway } from '../testbed/monitoring/start.ts';
import { requireReal } from '../testbed/requirements.ts';
import { httpBackend } from '../src/transport/fixtures/servers.ts';
import { type Ended, parity } from './cli.ts';
import { type Served, serveDemo } from './served.ts';

type Line = Readonly<Record<string, unknown>>;

const once = ({ home, env }: Served, ...args: readonly string[]): Promise<Ended> =>
  parity(['monitor', 'once', '--home', home, ...args], env);

const SMOKE = ['--scenario', 'health', '--scenario', 'courses', '--suite', 'smoke'];

const linesOf = ({ stdout }: Ended): readonly Line[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));

const verdicts = (ended: Ended): readonly string[] =>
  linesOf(ended)
    .filter(({ kind }) => kind === 'scenario')
    .map(({ scenario, target, verdict }) => `${String(scenario)} ${String(target)} ${String(verdict)}`);

/** Without the key of a websocket's app. */
const pathOf = ({ url = '' }: IncomingMessage): string => url.replace(/\?.*$/, '').replace(/\/app\/.*$/, '/app');

type Queried = { readonly data: { readonly result: readonly { metric: Line; value: readonly string[] }[] } };

/** What Prometheus answers to a query, `target value` each, as soon as there is something. */
async function queried(prometheus: string, query: string): Promise<readonly string[]> {
  const giveUpAt = performance.now() + 20_000;
  while (performance.now() < giveUpAt) {
    const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data }: Queried = JSON.parse(await answer.text());
    if (data.result.length > 0)
      return data.result.map(({ metric, value }) => `${String(metric['target'])} ${value[1]}`).toSorted();
    await pause(100);
  }
  return [];
}

describe('parity monitor once', () => {
  test('to a real Pushgateway, from there to a real Prometheus', requireReal('prometheus'), async () => {
    await using served = await serveDemo();
    await using gateway = await startPushgateway();
    await using prometheus = await startPrometheus([new URL(gateway.url).host]);
    const ended = await once(served, ...SMOKE, '--push', gateway.url);
    assert.equal(ended.exitCode, 0, ended.stderr);
    const labels = '{tenant="demo",suite="smoke",scenario="courses",job="parity"}';
    assert.deepEqual(await queried(prometheus.url, `parity_scenario_success${labels}`), ['candidate 1', 'reference 1']);
    assert.deepEqual(
      await queried(prometheus.url, `time() - parity_scenario_last_success_timestamp_seconds${labels} < bool 60`),
      ['candidate 1', 'reference 1'],
    );
  });

  test('tells every step, scenario and the run on standard output, and keeps secrets to itself', async () => {
    await using served = await serveDemo();
    const ended = await once(served);
    const lines = linesOf(ended);
    assert.equal(ended.exitCode, 0, ended.stderr);
    assert.equal(new Set(lines.map(({ run, trace }) => `${String(run)} ${String(trace)}`)).size, 1);
    assert.deepEqual(Object.keys(Object.groupBy(lines, ({ kind }) => String(kind))), ['step', 'scenario', 'run']);
    assert.ok(Buffer.byteLength(ended.stdout) < 255 * 1_024, `${ended.stdout.length}`);
    for (const secret of Object.values(served.env)) assert.ok(!ended.stdout.includes(secret));
    assert.doesNotMatch(ended.stdout, /\b\d+\|[A-Za-z0-9]{40}\b/);
  });

  test('ends with 0 when a target is wrong: its results were delivered', requireReal('pushgateway'), async () => {
    await using broken = await httpBackend((_request, response) => response.writeHead(500).end('{}'));
    await using served = await serveDemo((targets) =>
      targets.map((each) => (each.role === 'candidate' ? { ...each, url: `http://127.0.0.1:${broken.port}` } : each)),
    );
    await using gateway = await startPushgateway();
    const ended = await once(served, ...SMOKE, '--push', gateway.url);
    assert.equal(ended.exitCode, 0, ended.stderr);
    assert.deepEqual(
      verdicts(ended).filter((each) => each.startsWith('health')),
      ['health reference pass', 'health candidate fail'],
    );
  });

  for (const { name, url } of [
    { name: 'refuses', url: 'http://127.0.0.1:1' },
    { name: 'hangs', url: undefined },
  ]) {
    test(`a candidate that ${name} is a failure of the candidate alone`, async () => {
      await using hanging = await httpBackend(() => undefined);
      await using served = await serveDemo((targets) =>
        targets.map((each) =>
          each.role === 'candidate' ? { ...each, url: url ?? `http://127.0.0.1:${hanging.port}` } : each,
        ),
      );
      const ended = await once(served, '--scenario', 'health', '--suite', 'smoke');
      assert.deepEqual(verdicts(ended), ['health reference pass', 'health candidate fail']);
      assert.equal(ended.exitCode, 0);
    });
  }

  test('every request of a run carries its trace: of scenarios, of witnesses, and upgrades of websockets', async () => {
    const asked = new Map<string, string>();
    await using candidate = await httpBackend((request, response) => {
      const [version, trace, span, flags] = String(request.headers['traceparent']).split('-');
      asked.set(pathOf(request), `${version} ${trace} ${span?.length} ${flags}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    const { port } = candidate;
    await using served = await serveDemo((targets) =>
      targets.map((each) =>
        each.role === 'candidate'
          ? {
              ...each,
              url: `http://127.0.0.1:${port}`,
              realtime: { ...each.realtime, url: `ws://127.0.0.1:${port}/sockets` },
            }
          : each,
      ),
    );
    const scenarios = ['health', 'scheduler-evidence', 'realtime-connect'].flatMap((id) => ['--scenario', id]);
    const ended = await once(served, ...scenarios, '--target', 'candidate', '--suite', 'smoke');
    const trace = String(linesOf(ended)[0]?.['trace']);
    assert.match(trace, /^[0-9a-f]{32}$/);
    const paths = [...asked.keys()];
    for (const path of ['/health', '/api/heartbeat', '/sockets/app']) assert.ok(paths.includes(path), paths.join());
    assert.deepEqual([...new Set(asked.values())], [`00 ${trace} 16 01`], paths.join());
  });

  test('names everything that is wrong with its configuration at once, and sends nothing', async () => {
    let asked = 0;
    await using sink = await httpBackend((_request, response) => {
      asked++;
      response.end();
    });
    const args = ['--tenant', 'mansety-prd', '--scenario', 'helth', '--suite', 'No Name', '--push', 'gateway:9091'];
    const ended = await parity(['monitor', 'once', ...args, '--faro', `http://k:v@127.0.0.1:${sink.port}`]);
    assert.deepEqual([ended.exitCode, ended.stdout, asked], [2, '', 0]);
    assert.match(ended.stderr, /PARITY_MANSETY_PRD_CANARY_PASSWORD +is not set/);
    assert.match(ended.stderr, /^error: no scenario fits "helth"/m);
    assert.match(ended.stderr, /^error: --suite "No Name" cannot name series$/m);
    assert.match(ended.stderr, /^error: --push gateway:9091 is no URL\n {2}try: --push http:\/\/gateway:9091$/m);
    assert.match(ended.stderr, /^error: --faro holds credentials.*\n {2}try: set PARITY_FARO_KEY instead$/m);
  });

  test('wants a name for a selection, so that it wipes nothing of the whole', async () => {
    const { exitCode, stderr } = await parity(['monitor', 'once', '--scenario', 'health']);
    assert.equal(exitCode, 2);
    assert.match(stderr, /needs a name of its own.*\n {2}try: --suite smoke/);
  });
});
