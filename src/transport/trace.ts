import type { HeaderLine } from '../model/observation.ts';
import { randomBytes } from 'node:crypto';

/**
 * The line that puts a request into a trace, so that what the application logs of a run can be found. Each has a span
 * of its own, sampled (W3C Trace Context, `traceparent`).
 *
 * @param traceId 32 hex digits; absent: no line
 */
export const traceLines = (traceId: string | undefined): readonly HeaderLine[] =>
  traceId === undefined ? [] : [['traceparent', `00-${traceId}-${randomBytes(8).toString('hex')}-01`]];
