import { httpDate } from '../dates.ts';
import { type Json, printJson } from '../laravel-json.ts';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
};

/** An answer of a route: printed by Symfony, which says HTTP/1.0 and aligns its headers. */
export function routeAnswer(value: Json, status = 200): string {
  const body = printForHtml(value);
  return [
    `HTTP/1.0 ${status} ${REASONS[status] ?? ''}`,
    'Cache-Control:  no-cache, private',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Content-Type:   application/json',
    `Date:           ${httpDate(Date.now())}`,
    '',
    body,
  ].join('\r\n');
}

/** What goes wrong before there is a route: text alone. */
export const earlyAnswer = (status: number, text: string, headers: readonly string[] = []): string =>
  [`HTTP/1.1 ${status} ${REASONS[status] ?? ''}`, ...headers, '', text].join('\r\n');

/** Symfony lets JSON be put into a page: these five signs become codes. */
const printForHtml = (value: Json): string =>
  printJson(value).replaceAll(/\\(.)|[<>&']/g, (whole, escaped?: string) => {
    if (escaped === '"') return String.raw`\u0022`;
    return escaped === undefined ? `\\u00${whole.charCodeAt(0).toString(16).toUpperCase()}` : whole;
  });
