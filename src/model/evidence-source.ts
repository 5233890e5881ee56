import type { HeaderValue } from './tenant.ts';

type Asked = {
  /** A path of the target. */
  readonly path: string;
  readonly headers: Readonly<Record<string, HeaderValue>>;
};

/** One witness of a target. The reader of this name gives its testimony. */
export type EvidenceSource =
  /** `path`: base of Horizon's API. */
  | (Asked & {
      readonly reader: 'horizon';
      /** Milliseconds a job may wait. */
      readonly maxWaitMs: number;
    })
  /** A time that the scheduler wrote, at a JSON Pointer: ISO 8601 or epoch. */
  | (Asked & { readonly reader: 'heartbeat'; readonly pointer: string; readonly maxAgeMs: number })
  /** spatie/laravel-health: the results of its checks. */
  | (Asked & {
      readonly reader: 'health-checks';
      readonly maxAgeMs: number;
      /** Names of checks that speak for the scheduler, and for the queue. */
      readonly scheduler: readonly string[];
      readonly queue: readonly string[];
    })
  /** The output of `schedule:run`, from a file of this machine or a path of the target. */
  | {
      readonly reader: 'schedule-log';
      readonly from: { readonly file: string } | Asked;
      /** IANA name: the lines carry no offset. */
      readonly timeZone: string;
      readonly maxAgeMs: number;
    };

/** What is sent when this witness is asked; nothing where a file is read. */
export function headersOfSource(source: EvidenceSource): Asked['headers'] {
  const asked = source.reader === 'schedule-log' ? source.from : source;
  return 'headers' in asked ? asked.headers : {};
}
