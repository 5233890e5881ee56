import type { Accounts } from '../standin/start.ts';
import type { TlsFiles } from './services.ts';

export type LaravelOptions = {
  /** The folder of the application. Default: the academy of this testbed. */
  readonly application?: string;
  /** A loopback address of this machine. Default 127.0.0.1. */
  readonly host?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** What this instance gets wrong on purpose: names of LARAVEL_DRIFTS and WORK_DRIFTS. */
  readonly drifts?: readonly string[];
  /** What may change from answer to answer: fields that are new each time; lists whose order says nothing. */
  readonly varies?: readonly ('volatile' | 'order')[];
  /** Other rows of the same schema, the same ones for the same number. Default 0: those of the seed file. */
  readonly dataSet?: number;
  /** Sent as `X-App-Revision`. Default `dev`. */
  readonly revision?: string;
  readonly accounts: Accounts;
  /** Logins per minute and client address. Default 600. */
  readonly loginLimit?: number;
  /** Makes the url an https one. */
  readonly tls?: TlsFiles;
  /** A running server to use instead of one of its own. What an instance keeps there has a prefix of its own. */
  readonly redis?: RedisAddress;
  /** Where events are published, and what signs them and channels. Default: none; then nothing is broadcast. */
  readonly reverb?: ReverbApp;
  /** nginx takes sockets too, on a free port of the host, and passes them on to `reverb`. Default: it does not. */
  readonly passesSockets?: boolean;
  /** Opens `GET /ops/schedule.log` to requests with this `X-Ops-Token`. Default: it is closed. */
  readonly opsToken?: string;
  /** The name of the machine that reports say they were built on. Default: this one's. */
  readonly workerHost?: string;
  /** When scheduled tasks run: when tick() is called, or also once before the start is over, and at the beginning of each minute. Default: on demand. */
  readonly schedule?: 'on-demand' | 'each-minute';
};

export type RedisAddress = { readonly host: string; readonly port: number };

/** One application of a Reverb server that speaks plain HTTP. */
export type ReverbApp = {
  readonly host: string;
  readonly port: number;
  readonly appId: string;
  readonly key: string;
  readonly secret: string;
};
