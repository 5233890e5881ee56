import type { RealtimeDesk } from '../../model/realtime.ts';
import { createBook } from './book.ts';
import type { Desk, RealtimeDeps } from './desk-state.ts';
import { openEcho } from './echo.ts';
import { REALTIME_LIMITS } from './limits.ts';
import { openRaw } from './raw.ts';
import { publish, sign, status } from './http-api.ts';

/** The sockets of one scenario on one target, from the first to the last one. */
export function createRealtime(deps: RealtimeDeps): RealtimeDesk {
  const limits = { ...REALTIME_LIMITS, ...deps.limits };
  const disposed = new AbortController();
  const desk: Desk = {
    ...deps,
    limits,
    signal: AbortSignal.any([deps.signal, disposed.signal]),
    book: createBook(limits, deps.redactor),
    lines: new Map(),
    named: 0,
    proven: false,
  };
  return {
    realtime: {
      instances: deps.target.realtime?.instances.length ?? 0,
      hasApp: deps.target.realtime?.app !== undefined,
      open: (options) => openRaw(desk, options),
      echo: (options) => openEcho(desk, options),
      status: (path) => status(desk, path),
      publish: (channel, event, data) => publish(desk, channel, event, data),
      sign: (socketId, channel, channelData) => sign(desk, socketId, channel, channelData),
      note: desk.book.note,
      alias: desk.book.alias,
      measure: desk.book.measure,
    },
    take: desk.book.take,
    async [Symbol.asyncDispose]() {
      disposed.abort(new Error('the sockets of this scenario are closed'));
      await Promise.all([...desk.lines.values()].map((end) => end()));
    },
  };
}
