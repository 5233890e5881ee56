import { BROADCAST_DRIFTS } from './broadcast-drifts.ts';
import { QUEUE_DRIFTS } from './queue-drifts.ts';
import { SCHEDULE_DRIFTS } from './schedule-drifts.ts';
import type { Settings } from './settings.ts';
import { SOCKET_DRIFTS } from './socket-drifts.ts';

/** What can be wrong with queue, scheduler, broadcasting and sockets. The real Laravel has the same names where it has the same faults. */
export const WORK_DRIFTS = { ...QUEUE_DRIFTS, ...SCHEDULE_DRIFTS, ...SOCKET_DRIFTS, ...BROADCAST_DRIFTS } as const;

export type WorkDriftId = keyof typeof WORK_DRIFTS;

export const WORK_DRIFT_IDS: readonly string[] = Object.keys(WORK_DRIFTS);

export const isWorkDriftId = (name: string): name is WorkDriftId => Object.hasOwn(WORK_DRIFTS, name);

/** The settings of an instance with these drifts. */
export const withWorkDrifts = (settings: Settings, ids: readonly WorkDriftId[]): Settings =>
  ids.reduce((changed, id) => WORK_DRIFTS[id].change(changed), settings);
