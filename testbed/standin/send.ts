import { type ServerResponse, STATUS_CODES } from 'node:http';
import { type Answer, type Body, headerOf, type HeaderLine, withoutHeader } from './answer.ts';
import { httpDate } from './dates.ts';
import { printJson, printPrettyJson } from './laravel-json.ts';

/** Where Symfony words a status line otherwise than Node. */
const REASONS: Readonly<Record<number, string>> = { 422: 'Unprocessable Content' };

/** Sends an answer as nginx passes on what PHP-FPM gives it: nginx's own lines first, then the application's. */
export function sendAnswer(answer: Answer, response: ServerResponse): void {
  const type = headerOf(answer, 'content-type');
  const hasBody = answer.body.kind !== 'empty' && response.req.method !== 'HEAD';
  const lines: readonly HeaderLine[] = [
    ['Server', 'nginx'],
    ...(type === undefined ? [] : [['Content-Type', type] as const]),
    ...(hasBody ? [['Transfer-Encoding', 'chunked'] as const] : []),
    ['Connection', response.shouldKeepAlive ? 'keep-alive' : 'close'],
    ...withoutHeader(answer, 'content-type').headers,
    ['Date', httpDate(Date.now())],
    ...answer.cookies.map((cookie) => ['Set-Cookie', cookie] as const),
  ];
  response.sendDate = false;
  response.writeHead(answer.status, REASONS[answer.status] ?? STATUS_CODES[answer.status], lines.flat());
  response.end(hasBody ? printBody(answer.body) : undefined);
}

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
