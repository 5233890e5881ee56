import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Proves that a socket may have a channel. @param data `channel_data` of presence channels, as it is sent */
export const channelSignature = (secret: string, socketId: string, channel: string, data?: string): string =>
  hmac(secret, [socketId, channel, ...(data === undefined ? [] : [data])].join(':'));

/** What a request to the HTTP API is signed over. @param path without the prefix that a server may have */
export function apiSignature(
  secret: string,
  {
    method,
    path,
    query,
    body,
  }: { method: string; path: string; query: Readonly<Record<string, string>>; body: string },
): string {
  const signed = Object.entries({ ...query, ...(body === '' ? {} : { body_md5: md5(body) }) })
    .filter(([name]) => name !== 'auth_signature')
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return hmac(secret, [method, path, signed.join('&')].join('\n'));
}

export const isSameSignature = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');
