import type { Baseline, Pin } from '../model/baseline.ts';
import type { Exchange } from '../model/observation.ts';
import type { Shape } from '../model/shape.ts';
import type { Difference } from './difference.ts';
import type { Head } from './head/head.ts';
import { inPathOrder } from './difference.ts';
import { compareHeads } from './head/compare.ts';
import { headOf } from './head/head.ts';
import { compareShapes } from './shape/compare.ts';

/** What is compared of an answer, whether it came just now or was recorded. */
export type Side = { readonly head: Head; readonly shape?: Shape };

/** @param url of the target that answered; its host becomes a symbol */
export function sideOf(exchange: Exchange, url: string): Side {
  const { shape } = exchange.response.body;
  return { head: headOf(exchange, url), ...(shape !== undefined && { shape }) };
}

export function recordedSide(baseline: Baseline): Side {
  const { status, body, headers, cookies, shape } = baseline;
  return { head: { status, body, headers, cookies }, ...(shape !== undefined && { shape }) };
}

/** What an error body of another status may still show that matters. */
const IN_ERRORS: readonly string[] = ['debug-trace', 'debug-trace-gone'];

/** Everything `actual` shows that `expected` did not, in path order. */
export function compareSides(expected: Side, actual: Side, pins: readonly Pin[]): readonly Difference[] {
  const { differences, bodies } = compareHeads(expected.head, actual.head);
  if (bodies === 'not' || expected.shape === undefined || actual.shape === undefined) return differences;
  const inside = compareShapes(expected.shape, actual.shape, { pins });
  const counted = bodies === 'whole' ? inside : inside.filter(({ rule }) => IN_ERRORS.includes(rule));
  return inPathOrder([...differences, ...counted]);
}
