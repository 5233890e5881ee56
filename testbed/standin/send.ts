import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Answer, type Body, type HeaderLine, headerOf } from './answer.ts';
import { httpDate } from './dates.ts';
import { printJson, printPrettyJson } from './laravel-json.ts';

/** As nginx and Symfony word them; Node words some otherwise. */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  202: 'Accepted',
  204: 'No Content',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  419: 'unknown status',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** Lines that nginx puts in a place of its own, whoever set them. */
const PLACED = new Set(['content-type', 'content-length', 'connection']);

/** Sends an answer as nginx passes on what PHP-FPM gives it. */
export function sendAnswer(answer: Answer, response: ServerResponse, now: () => number): void {
  const { method, httpVersionMinor } = response.req;
  const hasBody = answer.body.kind !== 'empty' && method !== 'HEAD';
  const isSized = headerOf(answer, 'content-length') !== undefined;
  const isHttp10 = httpVersionMinor === 0;
  const framing: readonly HeaderLine[] = [
    ...(hasBody && !isSized && !isHttp10 ? [['Transfer-Encoding', 'chunked'] as const] : []),
    ['Connection', response.shouldKeepAlive && !isHttp10 ? 'keep-alive' : 'close'],
  ];
  response.sendDate = false;
  response.writeHead(answer.status, reasonOf(answer), linesOf(answer, framing, now()).flat());
  response.end(hasBody ? printBody(answer.body) : undefined);
}

/** The same for a request that could not be read: there is nothing but the socket to answer on. */
export function sendOnSocket(answer: Answer, socket: Duplex, now: () => number): void {
  const head = [
    `HTTP/1.1 ${answer.status} ${reasonOf(answer)}`,
    ...linesOf(answer, [], now()).map((line) => line.join(': ')),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${printBody(answer.body)}`);
}

/** nginx's own lines, then the application's, in PHP's order, then its cookies. */
function linesOf(answer: Answer, framing: readonly HeaderLine[], now: number): readonly HeaderLine[] {
  const date: HeaderLine = ['Date', httpDate(now)];
  const placed = answer.headers.filter(isPlaced);
  return [
    ['Server', 'nginx'],
    ...(answer.headers.some(isCacheControl) ? [] : [date]),
    ...placed,
    ...framing.filter(([name]) => headerOf({ ...answer, headers: placed }, name) === undefined),
    ...answer.headers
      .filter((line) => !isPlaced(line))
      .flatMap((line) => (isCacheControl(line) ? [line, date] : [line])),
    ...answer.cookies.map((cookie) => ['Set-Cookie', cookie] as const),
  ];
}

const isPlaced = ([name]: HeaderLine): boolean => PLACED.has(name.toLowerCase());

/** Symfony dates an answer when it sets the caching; an answer without is nginx's own, and nginx dates it. */
const isCacheControl = ([name]: HeaderLine): boolean => name.toLowerCase() === 'cache-control';

const reasonOf = ({ status }: Answer): string => REASONS[status] ?? '';

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
