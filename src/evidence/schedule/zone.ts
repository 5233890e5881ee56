import { CLOCK_SLACK_MS } from '../ask.ts';

/** Where wall clock times of a zone lie in time. */
export type WallClock = (
  /** `Y-m-d H:i:s`. */
  wall: string,
  /** The time before it in the log, epoch milliseconds: decides in the hour that comes twice. */
  before: number,
) => number;

const DAY_MS = 86_400_000;

/** @throws RangeError when there is no such zone */
export function wallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsets = new Map<string, readonly number[]>();
  return (wall, before) => {
    const asUtc = Date.parse(`${wall.replace(' ', 'T')}Z`);
    const quarter = wall.slice(0, 14) + Math.floor(Number(wall.slice(14, 16)) / 15);
    const possible = offsets.get(quarter) ?? possibleOffsets(format, asUtc);
    offsets.set(quarter, possible);
    const times = possible.map((offset) => asUtc - offset).toSorted((a, b) => a - b);
    return times.find((time) => time >= before - CLOCK_SLACK_MS) ?? times.at(-1) ?? asUtc;
  };
}

/** One; two in the hour that comes twice; for an hour that a zone leaves out, that of the day before. */
function possibleOffsets(format: Intl.DateTimeFormat, asUtc: number): readonly number[] {
  const around = [asUtc - DAY_MS, asUtc + DAY_MS].map((time) => offsetAt(format, time));
  const fitting = [...new Set(around)].filter((offset) => offsetAt(format, asUtc - offset) === offset);
  return fitting.length > 0 ? fitting : around.slice(0, 1);
}

function offsetAt(format: Intl.DateTimeFormat, time: number): number {
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(time / 1_000) * 1_000;
}
