/** The faults the real Laravel can be asked to have. What each changes is said where the stand-in lists its own. */
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

export type LaravelDrift = (typeof LARAVEL_DRIFTS)[number];

/** @throws when one of the names is no drift of the real Laravel; the text lists those there are */
export function demandDrifts(names: readonly string[]): asserts names is readonly LaravelDrift[] {
  const known: readonly string[] = LARAVEL_DRIFTS;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new Error(`the real Laravel has no drift ${unknown.join(', ')}; use some of ${known.join(', ')}`);
}
