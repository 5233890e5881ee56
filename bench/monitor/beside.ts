import { setTimeout as pause } from 'node:timers/promises';
import { startBlackbox } from './blackbox.ts';
import { costOf } from './cost.ts';
import { startOurs } from './ours.ts';
import { PERIOD_MS, type Prober, type Timed } from './probers.ts';
import { startTruth, type Truth } from './truth.ts';
import { median } from '../median.ts';

/** One prober, observed for a while. Milliseconds; medians. */
export type Beside = {
  readonly says: string;
  readonly version: string;
  readonly probes: number;
  /** That the target accepted for these probes. */
  readonly connections: number;
  readonly cpuMsPerProbe: number;
  readonly residentMiB: number;
  readonly peakMiB: number;
  /** How long the target held its answers back, by its own clock. */
  readonly truthMs: number;
  readonly probeMs: number;
  readonly exchangeMs: number;
};

/** What runs for the first time is compiled first, here and there. */
const WARM_UP_MS = 5_000;

/** Of those that are on their way while they are counted. */
const SLACK = 2;

/**
 * Both probers at the same time, so that whatever disturbs this machine disturbs both; each has a target of its own.
 *
 * @param holdMs for how long the targets hold each answer back
 * @throws when a probe did not find its target well, or a prober did not keep its period
 */
export async function observeBoth(holdMs: number, seconds: number): Promise<readonly [theirs: Beside, ours: Beside]> {
  await using theirTarget = await startTruth(holdMs);
  await using ourTarget = await startTruth(holdMs);
  await using theirs = await startBlackbox(theirTarget.url);
  await using ours = await startOurs(ourTarget.url);
  await pause(WARM_UP_MS);
  return await Promise.all([observe(theirs, theirTarget, seconds), observe(ours, ourTarget, seconds)]);
}

async function observe(prober: Prober, target: Truth, seconds: number): Promise<Beside> {
  const [seenBefore, before, from] = [await target.seen(), costOf(prober.pid), prober.well.length];
  await pause(seconds * 1_000);
  const [seen, cost, well] = [await target.seen(), costOf(prober.pid), prober.well.slice(from)];
  const held = seen.heldMs.slice(seenBefore.heldMs.length);
  demandAll(prober.says, { asked: held.length, well: well.length, due: (seconds * 1_000) / PERIOD_MS });
  const of = (part: keyof Timed): number => median(well.map((timed) => timed[part]));
  return {
    says: prober.says,
    version: prober.version,
    probes: held.length,
    connections: seen.connections - seenBefore.connections,
    cpuMsPerProbe: (cost.cpuMs - before.cpuMs) / held.length,
    residentMiB: cost.residentMiB,
    peakMiB: cost.peakMiB,
    truthMs: median(held),
    probeMs: of('probeMs'),
    exchangeMs: of('exchangeMs'),
  };
}

type Counts = { readonly asked: number; readonly well: number; readonly due: number };

/** A prober that asks more or less often than it says would cost another amount. */
function demandAll(who: string, { asked, well, due }: Counts): void {
  if (Math.max(Math.abs(asked - due), Math.abs(well - due)) <= SLACK) return;
  throw new Error(`${who}: ${due} probes were due, the target was asked ${asked} times, ${well} found it well`);
}
