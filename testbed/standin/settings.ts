import type { ForwardFaults } from './reverb/forward.ts';
import type { ScheduleFaults } from './scheduler/schedule.ts';

/** How an instance is set up beside its answers: what a `.env`, a gateway and a cluster decide. Plain data. */
export type Settings = {
  /** `sync`: the request does the work itself, and Horizon sees nothing of it. `evicting`: Redis is full, and drops jobs. */
  readonly queue: 'redis' | 'sync' | 'evicting';
  /** `elsewhere`: the workers look at another Redis. `none`: Horizon runs without any. */
  readonly workers: 'here' | 'elsewhere' | 'none' | 'paused';
  readonly workerHost: string;
  readonly apiHost: string;
  /** How long a job waits for a worker, in milliseconds. */
  readonly workerDelayMs: number;
  readonly jobFails: boolean;
  /** A job is given to two workers. */
  readonly runsTwice: boolean;
  /** `null-in-workers`: the API has the right one. */
  readonly broadcaster: 'reverb' | 'null' | 'log' | 'null-in-workers';
  /** What the worker publishes with: another secret than Reverb's, or an address where nobody listens. */
  readonly publishes: 'rightly' | 'wrong-secret' | 'nowhere';
  /** How `POST /broadcasting/auth` answers who has a token. */
  readonly channelAuth: 'rightly' | 'forbidden' | 'not-there' | 'csrf' | 'login-page' | 'html';
  /** `off`: each instance for itself. `broken`: scaling is on, and its Redis is not there. */
  readonly scaling: 'on' | 'off' | 'broken';
  readonly reverb: {
    readonly allowedOrigins: readonly string[];
    /** Bytes. */
    readonly maxMessageSize: number;
    readonly maxRequestSize: number;
    /** Reverb knows the application by another key. */
    readonly hasOtherKey: boolean;
    /** No instance listens. */
    readonly isDown: boolean;
    readonly mixesApps: boolean;
  };
  readonly front: ForwardFaults;
  readonly schedule: ScheduleFaults;
};

export const WELL: Settings = {
  queue: 'redis',
  workers: 'here',
  workerHost: 'academy-worker',
  apiHost: 'academy-api',
  workerDelayMs: 0,
  jobFails: false,
  runsTwice: false,
  broadcaster: 'reverb',
  publishes: 'rightly',
  channelAuth: 'rightly',
  scaling: 'on',
  reverb: {
    allowedOrigins: ['*'],
    maxMessageSize: 10_000,
    maxRequestSize: 10_000,
    hasOtherKey: false,
    isDown: false,
    mixesApps: false,
  },
  front: {},
  schedule: {
    fails: false,
    losesTask: false,
    isPaused: false,
    skips: false,
    doubles: false,
    lateSeconds: 0,
    beatAgeMs: 0,
  },
};
