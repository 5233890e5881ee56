import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import { createServer } from 'node:http';

export type Page = { readonly status?: number; readonly type: string; readonly text: string };

/** What is answered, by path. */
export type Pages = Readonly<Record<string, () => Page | Promise<Page>>>;

export type Serving = AsyncDisposable & { readonly url: string };

const PLAIN = 'text/plain; charset=utf-8';

export const plain = (text: string, status = 200): Page => ({ status, type: PLAIN, text: `${text}\n` });

/**
 * Answers GET and HEAD on these paths, and nothing else.
 *
 * @param listen host and port; port 0 for any
 * @param onError a page that could not be made
 * @throws what the system says, e.g. EADDRINUSE
 */
export async function serve(
  pages: Pages,
  listen: { readonly host: string; readonly port: number },
  onError: (cause: unknown) => void,
): Promise<Serving> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://monitor');
    const page = Object.hasOwn(pages, pathname) ? pages[pathname] : undefined;
    if (page === undefined) return answer(response, plain(`there is ${Object.keys(pages).join(', ')}`, 404));
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, plain('GET only', 405));
    void makePage(page, onError).then((made) => answer(response, made));
  });
  server.listen(listen.port, listen.host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://${listen.host}:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function makePage(page: Pages[string], onError: (cause: unknown) => void): Promise<Page> {
  try {
    return await page();
  } catch (cause) {
    onError(cause);
    return plain('this page could not be made', 500);
  }
}

/** Node leaves out the body of a HEAD by itself. */
function answer(response: ServerResponse, { status = 200, type, text }: Page): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text);
}
