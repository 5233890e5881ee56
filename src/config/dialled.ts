import type { Reach } from '../model/tenant.ts';

const DEFAULT_PORT: Readonly<Record<string, string>> = { 'http:': '80', 'ws:': '80', 'https:': '443', 'wss:': '443' };

/** The port that a URL says or implies; undefined for the name of a missing setting. */
export function portOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, port } = new URL(url);
  return port === '' ? DEFAULT_PORT[protocol] : port;
}

/** Where a connection goes and what it asks for, to be compared; a gateway may route by a header too. */
export function dialled(url: string, connectTo: Reach['connectTo'], headers: Reach['headers']): string {
  if (!URL.canParse(url)) return JSON.stringify([url, connectTo, headers]);
  const at = connectTo?.host.toLowerCase() ?? new URL(url).hostname;
  const atPort = String(connectTo?.port ?? portOf(url));
  return JSON.stringify([url, at, atPort, headers]);
}
