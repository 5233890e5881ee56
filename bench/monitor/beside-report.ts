import { type Beside, observeBoth } from './beside.ts';
import { PERIOD_MS } from './probers.ts';

/** How long the servers hold their answers back whose probes are timed, in milliseconds. */
const HOLDS = [0, 5, 20, 100] as const;

/** Milliseconds between the medians of both. */
const BAR_MS = 2;

type Timing = { readonly holdMs: number; readonly theirs: Beside; readonly ours: Beside };

/** `monitor serve` beside blackbox_exporter, as Markdown. @returns `held`: no median is further apart than the bar */
export async function besideReport({
  costSeconds,
  timingSeconds,
}: {
  readonly costSeconds: number;
  readonly timingSeconds: number;
}): Promise<{ readonly lines: readonly string[]; readonly held: boolean }> {
  const costs = await observeBoth(0, costSeconds);
  const timings: Timing[] = [];
  for (const holdMs of HOLDS) {
    const [theirs, ours] = await observeBoth(holdMs, timingSeconds);
    timings.push({ holdMs, theirs, ours });
  }
  return {
    lines: [...costLines(costs, costSeconds), ...timingLines(timings, timingSeconds)],
    held: timings.every((timing) => apart(timing) <= BAR_MS),
  };
}

const apart = ({ theirs, ours }: Timing): number => Math.abs(ours.probeMs - theirs.probeMs);

const costLines = (costs: readonly Beside[], seconds: number): readonly string[] => [
  '## Beside blackbox_exporter',
  '',
  `Both at the same time, each with a stand-in of its own in another process: \`GET /health\` each ${PERIOD_MS} ms for ${seconds} s,`,
  'after 5 s to get warm. blackbox_exporter has its module `http_2xx` and is scraped for each probe; ours is',
  '`monitor serve`, the scenario `health` on one target: it also judges the answer against its baseline, and writes its',
  'lines. CPU is that of the whole process.',
  '',
  '| who | version | probes | new connections | CPU ms a probe | resident MiB | peak MiB |',
  '| --- | --- | --: | --: | --: | --: | --: |',
  ...costs.map(
    ({ says, version, probes, connections, ...each }) =>
      `| ${says} | ${version} | ${probes} | ${connections} | ${each.cpuMsPerProbe.toFixed(2)} | ${each.residentMiB.toFixed(0)} | ${each.peakMiB.toFixed(0)} |`,
  ),
  '',
];

const timingLines = (timings: readonly Timing[], seconds: number): readonly string[] => [
  `How long a probe took by each one's own word, ${seconds} s each, medians in milliseconds, against servers that hold each`,
  'answer back for a known time and measure it themselves. A probe is `probe_duration_seconds`, and',
  '`parity_scenario_last_duration_seconds`; in brackets the exchange alone: the sum of `probe_http_duration_seconds`, and',
  `the total of the timings in our line of the step. The bar: probes are at most ${BAR_MS} ms apart.`,
  '',
  '| held back | by the servers | blackbox_exporter | parity monitor serve | apart | bar |',
  '| --: | --: | --: | --: | --: | --- |',
  ...timings.map(timingRow),
  '',
];

const shown = ({ probeMs, exchangeMs }: Beside): string => `${probeMs.toFixed(2)} (${exchangeMs.toFixed(2)})`;

function timingRow(timing: Timing): string {
  const { holdMs, theirs, ours } = timing;
  const truth = `${theirs.truthMs.toFixed(2)} / ${ours.truthMs.toFixed(2)}`;
  const bar = apart(timing) <= BAR_MS ? 'held' : 'NOT held';
  return `| ${holdMs} | ${truth} | ${shown(theirs)} | ${shown(ours)} | ${apart(timing).toFixed(2)} | ${bar} |`;
}
