import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** What is answered in place of the target, by method and path without query; a path ending in `*` takes all below it. */
export type Instead = Readonly<Record<string, (response: ServerResponse) => void>>;

/**
 * Stands before a target and answers some of what it is asked.
 *
 * @param onAsked is shown every request
 */
export async function intercept(
  url: string,
  instead: Instead,
  onAsked: (asked: IncomingMessage) => void = () => undefined,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((asked, response) => {
    onAsked(asked);
    const own = Object.entries(instead).find(([name]) => fits(name, asked));
    if (own === undefined) pass(url, asked, response);
    else own[1](response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${bound.port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
    },
  };
}

function fits(name: string, { method = '', url = '' }: IncomingMessage): boolean {
  const asked = `${method} ${url.replace(/\?.*$/, '')}`;
  return name.endsWith('*') ? asked.startsWith(name.slice(0, -1)) : asked === name;
}

/** With the lines of the target as they are. */
function pass(url: string, asked: IncomingMessage, response: ServerResponse): void {
  const { method, rawHeaders } = asked;
  const onward = request(new URL(asked.url ?? '/', url), { method, headers: rawHeaders, agent: false });
  onward.on('error', () => response.destroy());
  onward.on('response', (answer) => {
    response.sendDate = false;
    response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
    answer.pipe(response);
  });
  asked.pipe(onward);
}

/** @param body as it is sent; JSON unless `type` says otherwise */
export const saying =
  (status: number, body: string, type = 'application/json'): Instead[string] =>
  (response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

/** Nothing, ever. */
export const hanging: Instead[string] = () => undefined;
