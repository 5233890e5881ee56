import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Asked } from './answer.ts';

const DEFAULT_PORT: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** Reads a request whole, and as an application reads it that trusts every proxy. */
export async function readAsked(request: IncomingMessage): Promise<Asked> {
  const body = await text(request);
  const [path, query] = splitOnce(request.url ?? '/', '?');
  const headers = joined(request.headers);
  return {
    method: request.method ?? 'GET',
    path: decoded(path).replace(/\/+$/, '') || '/',
    rawPath: path,
    query: trimmed(new URLSearchParams(query)),
    headers,
    body,
    origin: originOf(headers),
    address: clientOf(headers, request.socket.remoteAddress ?? ''),
  };
}

/** Scheme and host of links: what the proxy forwards wins; a port that the scheme implies is left out. */
function originOf(headers: Readonly<Record<string, string>>): string {
  const scheme = ['https', 'on', '1', 'ssl'].includes(firstOf(headers['x-forwarded-proto']).toLowerCase())
    ? 'https'
    : 'http';
  const authority = firstOf(headers['x-forwarded-host']) || headers['host'] || 'localhost';
  const [, host = authority, written] = /^(.*?)(?::(\d+))?$/.exec(authority) ?? [];
  const port = firstOf(headers['x-forwarded-port']) || written || DEFAULT_PORT[scheme];
  return `${scheme}://${host.toLowerCase()}${port === DEFAULT_PORT[scheme] ? '' : `:${port}`}`;
}

/** The nearest address in `X-Forwarded-For` that is not the proxy itself. */
function clientOf(headers: Readonly<Record<string, string>>, peer: string): string {
  const named = (headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim());
  return named.findLast((address) => address !== '' && address !== peer) ?? peer;
}

const firstOf = (value = ''): string => (value.split(',', 1)[0] ?? '').trim();

const joined = (headers: IncomingMessage['headers']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );

const trimmed = (query: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from(query, ([name, value]) => [name, value.trim()]));

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
