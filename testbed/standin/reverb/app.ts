/** One application of a Reverb server, as `config/reverb.php` describes it. */
export type ReverbApp = {
  readonly id: string;
  readonly key: string;
  readonly secret: string;
  /** Patterns for the host of `Origin`; `*` stands for any text. Default: every origin, and none at all. */
  readonly allowedOrigins?: readonly string[];
  /** Counted over sockets that subscribed to something. Default: no limit. */
  readonly maxConnections?: number;
  /** Who may whisper. Default `members`. */
  readonly acceptClientEventsFrom?: 'members' | 'all' | 'nobody';
  /** Bytes of a message of a client. Default 10,000. */
  readonly maxMessageSize?: number;
  /** Seconds. Default 30. */
  readonly activityTimeout?: number;
};

export const MOST_BYTES = 10_000;

/** @param origin the header as it came; a missing one fits `*` only */
export function allowsOrigin({ allowedOrigins = ['*'] }: ReverbApp, origin: string | undefined): boolean {
  if (allowedOrigins.includes('*')) return true;
  const host = hostOf(origin);
  return host !== undefined && allowedOrigins.some((pattern) => patternOf(pattern).test(host));
}

const hostOf = (origin = ''): string | undefined => (URL.canParse(origin) ? new URL(origin).hostname : undefined);

const patternOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => RegExp.escape(part))
      .join('.*')}$`,
    's',
  );
