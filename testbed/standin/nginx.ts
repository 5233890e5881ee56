import type { Answer, Asked, HeaderLine } from './answer.ts';

/** nginx's default for client_max_body_size. */
const MOST_BYTES = 1_048_576;

const TITLES = {
  400: '400 Bad Request',
  404: '404 Not Found',
  413: '413 Request Entity Too Large',
} as const;

/** A page of nginx's own: nothing of the application is in it, no header either. */
export function nginxPage(status: keyof typeof TITLES, more: readonly HeaderLine[] = []): Answer {
  const title = TITLES[status];
  const text = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '<hr><center>nginx</center>',
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
  const headers: readonly HeaderLine[] = [
    ['Content-Type', 'text/html'],
    ['Content-Length', String(text.length)],
    ...more,
  ];
  return { status, headers, cookies: [], body: { kind: 'text', text } };
}

/** What nginx turns away before the application sees it. */
export function refusedByNginx({ rawPath, headers }: Asked): Answer | undefined {
  if (headers['host'] === undefined || /%(?![\da-f]{2})|%00/i.test(rawPath)) return badRequest();
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES) return nginxPage(413, [CLOSE]);
  return undefined;
}

/** Of a request that nginx cannot read. */
export const badRequest = (): Answer => nginxPage(400, [CLOSE]);

const CLOSE: HeaderLine = ['Connection', 'close'];
