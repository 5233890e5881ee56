import type { Api } from '../model/scenario.ts';
import { randomBytes } from 'node:crypto';

/**
 * An API whose requests all belong to one trace, so that what the application logs of a run can be found. Each has a
 * span of its own, sampled (W3C Trace Context, `traceparent`).
 *
 * @param traceId 32 hex digits
 */
export const traced = (api: Api, traceId: string): Api => ({
  request: (method, path, request = {}) =>
    api.request(method, path, { ...request, headers: { traceparent: traceparent(traceId), ...request.headers } }),
  as: (token) => traced(api.as(token), traceId),
});

const traceparent = (traceId: string): string => `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
