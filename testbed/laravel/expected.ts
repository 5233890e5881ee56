import type { Ask } from './ask.ts';

const SECURITY = [
  'X-Content-Type-Options: nosniff',
  'X-Frame-Options: SAMEORIGIN',
  'Strict-Transport-Security: max-age=31536000; includeSubDomains',
  'X-App-Revision: r-7',
];
export const NO_CACHE = 'Cache-Control: no-cache, private';

/** The header lines of an answer with a body: what nginx says, what the application says, what its middleware adds. */
export const lines = (own: readonly string[], type = 'application/json'): readonly string[] => [
  'Server: nginx',
  `Content-Type: ${type}`,
  'Transfer-Encoding: chunked',
  'Connection: close',
  ...own,
  ...SECURITY,
];

/** Those of an answer without one. */
export const empty = (own: readonly string[]): readonly string[] => [
  'Server: nginx',
  'Connection: close',
  ...own,
  ...SECURITY,
];

/** A request with a JSON body. */
export const json = (value: unknown): Ask => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** The body of an error, as Laravel prints it. */
export const sentence = (message: string): string => `{\n    "message": "${message}"\n}`;
