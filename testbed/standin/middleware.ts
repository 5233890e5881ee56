import { type Answer, type Asked, type HeaderLine, withHeader } from './answer.ts';

const SECURITY: readonly HeaderLine[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
];

const ALLOWED_ORIGIN = /^https:\/\/([^/]+\.)?academy\.example$/;

/** What the application adds to every answer, errors included. */
export const withStandardHeaders = (answer: Answer, asked: Asked, revision: string): Answer =>
  [...corsLines(asked), ...SECURITY, ['X-App-Revision', revision] as const].reduce(withHeader, answer);

function corsLines({ headers }: Asked): readonly HeaderLine[] {
  const origin = headers['origin'] ?? '';
  if (!ALLOWED_ORIGIN.test(origin)) return [];
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Vary', 'Origin'],
  ];
}
