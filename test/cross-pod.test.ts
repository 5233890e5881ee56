import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import type { Target } from '../src/model/tenant.ts';
import type { StandinOptions } from '../testbed/standin/start.ts';
import { requireReal } from '../testbed/requirements.ts';
import { asLine, runOf } from './in-process.ts';
import { type LivePair, startPair } from './live-pair.ts';
import { inMemory, inRedis, type Killable } from '../testbed/standin/reverb/fixtures/killable.ts';
import { series } from './series.ts';

type Way = (target: Target) => Target;

/** How the instances are come to. */
const WAYS: Readonly<Record<string, Way>> = {
  'each instance dialled': (target) => target,
  '16 clients through the front': ({ realtime, ...target }) => ({
    ...target,
    ...(realtime && { realtime: { ...realtime, instances: [] } }),
  }),
};

const RUNS = series(10);
const AT_ONCE = 10;

const crossPod = (pair: LivePair, way: Way): Promise<Report> =>
  runOf(pair.loaded(way), { scenario: ['realtime-cross-pod'] });

/** Many runs of the scenario, some at a time, each on what those before it left. */
async function many(pair: LivePair, way: Way): Promise<readonly Report[]> {
  const reports: Report[] = [];
  while (reports.length < RUNS) {
    const next = Array.from({ length: Math.min(AT_ONCE, RUNS - reports.length) }, () => crossPod(pair, way));
    reports.push(...(await Promise.all(next)));
  }
  return reports;
}

const candidateOf = ({ outcomes, findings }: Report): string => {
  const outcome = outcomes.find(({ role }) => role === 'candidate');
  return [outcome?.verdict.kind, ...findings.map(({ rule, cause }) => `${rule} ${cause}`)].join(' ');
};

/** All the different things that came out. */
const different = (reports: readonly Report[]): readonly string[] => [...new Set(reports.map(candidateOf))];

const BLAMED = 'fail message-missing relay-broken';

for (const [how, way] of Object.entries(WAYS)) {
  const candidate = (options: Partial<StandinOptions>): Promise<LivePair> => startPair(options);

  describe(`messages across instances: ${how}`, () => {
    test('scaling on: every run passes', async () => {
      await using pair = await candidate({});
      const reports = await many(pair, way);
      assert.deepEqual(
        different(reports),
        ['pass'],
        reports.flatMap(({ findings }) => findings.map(asLine)).join('\n'),
      );
    });

    test('scaling off: no run passes, and the relay is blamed', async () => {
      await using pair = await candidate({ drifts: ['scaling-off'] });
      assert.deepEqual(different(await many(pair, way)), [BLAMED]);
    });

    const goesAndComes = async (make: () => Killable | Promise<Killable>): Promise<void> => {
      await using killable = await make();
      await using pair = await candidate({ realtime: { relay: killable.relay, askMs: 200 } });
      assert.equal(candidateOf(await crossPod(pair, way)), 'pass');
      await killable.kill();
      assert.equal(candidateOf(await crossPod(pair, way)), BLAMED);
      await killable.revive();
      assert.equal(candidateOf(await passing(pair, way)), 'pass');
    };

    test('the relay is taken away: it is blamed, not the sockets; it comes back: all is well', () =>
      goesAndComes(inMemory));

    test('the same of a real Redis', requireReal('redis'), () => goesAndComes(inRedis));
  });
}

/** Who lost Redis comes back to it a moment after it is there. */
async function passing(pair: LivePair, way: Way): Promise<Report> {
  const first = await crossPod(pair, way);
  return candidateOf(first) === 'pass' ? first : await crossPod(pair, way);
}
