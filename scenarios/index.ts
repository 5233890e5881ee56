import type { Scenario } from '../src/model/scenario.ts';
import { courses } from './courses.ts';
import { health } from './health.ts';
import { loginRefused } from './login-refused.ts';
import { login } from './login.ts';
import { queueDispatch } from './queue-dispatch.ts';
import { queueHealth } from './queue-health.ts';
import { realtimeBroadcast } from './realtime-broadcast.ts';
import { realtimeConnect } from './realtime-connect.ts';
import { realtimeCrossPod } from './realtime-cross-pod.ts';
import { realtimeIsolation } from './realtime-isolation.ts';
import { realtimeLimits } from './realtime-limits.ts';
import { realtimePresence } from './realtime-presence.ts';
import { realtimePrivate } from './realtime-private.ts';
import { realtimeWhisper } from './realtime-whisper.ts';
import { schedulerEvidence } from './scheduler-evidence.ts';

/** Every scenario, in the order of the report. To add one: write its file, then add its line here. */
export const SCENARIOS: readonly Scenario[] = [
  health,
  login,
  loginRefused,
  courses,
  realtimeConnect,
  realtimePrivate,
  realtimeBroadcast,
  realtimeWhisper,
  realtimePresence,
  realtimeCrossPod,
  realtimeIsolation,
  realtimeLimits,
  queueDispatch,
  queueHealth,
  schedulerEvidence,
];
