/** The faults in its answers that the real Laravel can be asked to have. What each changes is said where the stand-in lists its own. */
export const LARAVEL_DRIFTS = [
  'links-http',
  'cors-twice',
  'cookie-insecure',
  'debug-trace',
  'edge-html',
  'key-missing',
  'key-added',
  'null-missing',
  'empty-string',
  'list-as-object',
  'numeric-string',
  'int-as-float',
  'date-format',
  'date-offset',
  'status-changed',
  'content-type',
  'header-missing',
  'cache-public',
  'key-in-one-element',
  'bool-as-int',
  'variant-lost-field',
  'empty-map-as-list',
  'throttle-limit',
  'float-digits',
  'hours-shifted',
  'other-order',
  'storage-host',
  'port-leaked',
  'message-keys',
] as const;

/** The faults the real Laravel can have in what it does beside answering: queue, scheduler, broadcasting. */
export const WORK_DRIFTS = [
  'queue-sync',
  'worker-elsewhere',
  'worker-foreign',
  'job-fails',
  'job-twice',
  'task-fails',
  'schedule-paused',
  'heartbeat-old',
  'broadcast-guard',
  'broadcast-path',
  'broadcast-null',
  'broadcast-log',
  'worker-mute',
  'reverb-host',
  'reverb-secret',
] as const;

export type LaravelDrift = (typeof LARAVEL_DRIFTS)[number];
export type WorkDrift = (typeof WORK_DRIFTS)[number];

/** All of them. */
export const DRIFTS: readonly (LaravelDrift | WorkDrift)[] = [...LARAVEL_DRIFTS, ...WORK_DRIFTS];

/** @throws when one of the names is no drift of the real Laravel; the text lists those there are */
export function demandDrifts(names: readonly string[]): asserts names is typeof DRIFTS {
  const known: readonly string[] = DRIFTS;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new Error(`the real Laravel has no drift ${unknown.join(', ')}; use some of ${known.join(', ')}`);
}
