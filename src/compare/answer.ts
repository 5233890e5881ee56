import type { Baseline, Pin } from '../model/baseline.ts';
import type { Observation } from '../model/observation.ts';
import type { Shape } from '../model/shape.ts';
import type { Difference } from './difference.ts';
import { compareHeads } from './head/compare.ts';
import { isEdgeAnswer } from './head/edge.ts';
import { type Head, headOf } from './head/head.ts';
import { bodyShape } from './shape/build.ts';
import { compareShapes } from './shape/compare.ts';

/** What is compared of one side of a step: a live answer or a recorded one. */
export type Answer = {
  readonly head: Head;
  /** Absent when the body is not JSON, or was not kept. */
  readonly shape?: Shape;
  /** Did something in front of the application answer? */
  readonly isEdge: boolean;
};

/** @param target URL of the target that answered */
export function liveAnswer(exchange: Observation, target?: string): Answer {
  const { shape: kept, text, state } = exchange.response.body;
  const shape = kept ?? (state === 'json' && text !== undefined ? bodyShape(text) : undefined);
  return { head: headOf(exchange, target), ...(shape !== undefined && { shape }), isEdge: isEdgeAnswer(exchange) };
}

export const recordedAnswer = ({ shape, ...head }: Baseline): Answer => ({
  head,
  ...(shape !== undefined && { shape }),
  isEdge: false,
});

/** Head first; the body only as far as the heads allow. In order: head, then places of the body. */
export function compareAnswers(expected: Answer, actual: Answer, pins: readonly Pin[]): Difference[] {
  const { differences, bodies } = compareHeads(expected.head, actual.head);
  if (bodies === 'not' || expected.shape === undefined || actual.shape === undefined) return [...differences];
  const body = compareShapes(expected.shape, actual.shape, { pins });
  return [...differences, ...(bodies === 'whole' ? body : body.filter(isTrace))];
}

/** What an error body must never show, whatever its status. */
const isTrace = ({ rule }: Difference): boolean => rule === 'debug-trace' || rule === 'debug-trace-gone';
