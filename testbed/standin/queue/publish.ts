import { text } from 'node:stream/consumers';
import type { ReverbApp } from '../reverb/app.ts';
import { apiSignature, md5 } from '../reverb/signature.ts';

const { request } = process.getBuiltinModule('node:http');

/** Where an application publishes, and as whom. */
export type Publisher = { readonly url: string; readonly app: Pick<ReverbApp, 'id' | 'key' | 'secret'> };

export type Event = { readonly name: string; readonly data: string; readonly channels: readonly string[] };

/** A job that could not publish fails with this. */
export class BroadcastException extends Error {
  override readonly name = String.raw`Illuminate\Broadcasting\BroadcastException`;

  override toString(): string {
    return `${this.name}: ${this.message} in /var/www/app/Broadcasting/EventsApi.php:68\nStack trace:\n#0 {main}`;
  }
}

/**
 * Publishes an event by the signed HTTP API.
 *
 * @throws BroadcastException when Reverb does not answer, or refuses
 */
export async function publish({ url, app }: Publisher, event: Event): Promise<void> {
  const body = JSON.stringify(event);
  const path = `/apps/${app.id}/events`;
  const query = {
    auth_key: app.key,
    auth_timestamp: String(Math.floor(Date.now() / 1_000)),
    auth_version: '1.0',
    body_md5: md5(body),
  };
  const signature = apiSignature(app.secret, { method: 'POST', path, query, body });
  const search = new URLSearchParams({ ...query, auth_signature: signature }).toString();
  const { status, answer } = await post(new URL(`${path}?${search}`, url), body);
  if (status !== 200) throw new BroadcastException(`Reverb answered ${status}: ${answer}`);
}

async function post(url: URL, body: string): Promise<{ readonly status: number; readonly answer: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; answer: string }>();
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  const outgoing = request(url, { method: 'POST', headers, agent: false, timeout: ANSWER_MS });
  outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
  outgoing.on('error', () => {
    reject(new BroadcastException(`cURL error 7: Failed to connect to ${url.hostname} port ${url.port}`));
  });
  outgoing.on('response', (response) => {
    text(response)
      .then((answer) => resolve({ status: response.statusCode ?? 0, answer }))
      .catch(reject);
  });
  outgoing.end(body);
  return await promise;
}

const ANSWER_MS = 5_000;
