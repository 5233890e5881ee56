import { type ServerResponse, STATUS_CODES } from 'node:http';
import { type Answer, type Body, type HeaderLine, headerOf } from './answer.ts';
import { httpDate } from './dates.ts';
import { printJson, printPrettyJson } from './laravel-json.ts';

/** Where nginx and Symfony word a status line otherwise than Node. */
const REASONS: Readonly<Record<number, string>> = { 413: 'Request Entity Too Large', 422: 'Unprocessable Content' };

/** Lines that nginx puts in a place of its own, whoever set them. */
const PLACED = new Set(['content-type', 'content-length', 'connection']);

/** Sends an answer as nginx passes on what PHP-FPM gives it: nginx's own lines first, then the application's. */
export function sendAnswer(answer: Answer, response: ServerResponse): void {
  const hasBody = answer.body.kind !== 'empty' && response.req.method !== 'HEAD';
  const isDated = headerOf(answer, 'cache-control') !== undefined;
  const date: HeaderLine = ['Date', httpDate(Date.now())];
  const connection: HeaderLine = ['Connection', response.shouldKeepAlive ? 'keep-alive' : 'close'];
  const lines: readonly HeaderLine[] = [
    ['Server', 'nginx'],
    ...(isDated ? [] : [date]),
    ...answer.headers.filter(isPlaced),
    ...(hasBody && headerOf(answer, 'content-length') === undefined ? [CHUNKED] : []),
    ...(headerOf(answer, 'connection') === undefined ? [connection] : []),
    ...answer.headers
      .filter((line) => !isPlaced(line))
      .flatMap((line) => (isCacheControl(line) ? [line, date] : [line])),
    ...answer.cookies.map((cookie) => ['Set-Cookie', cookie] as const),
  ];
  response.sendDate = false;
  response.writeHead(answer.status, REASONS[answer.status] ?? STATUS_CODES[answer.status], lines.flat());
  response.end(hasBody ? printBody(answer.body) : undefined);
}

const CHUNKED: HeaderLine = ['Transfer-Encoding', 'chunked'];

const isPlaced = ([name]: HeaderLine): boolean => PLACED.has(name.toLowerCase());

/** Symfony dates an answer when it sets the caching; an answer without is nginx's own, and nginx dates it. */
const isCacheControl = ([name]: HeaderLine): boolean => name.toLowerCase() === 'cache-control';

function printBody(body: Body): string {
  switch (body.kind) {
    case 'empty':
      return '';
    case 'text':
      return body.text;
    case 'json':
      return body.pretty ? printPrettyJson(body.value) : printJson(body.value);
    default:
      return body satisfies never;
  }
}
