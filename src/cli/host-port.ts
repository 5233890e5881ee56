/** Where something listens, or is listened to. */
export type HostPort = { readonly host: string; readonly port: number };

/** `0.0.0.0:9464` or `[::1]:9464`; undefined when it is no host and port. */
export function parseHostPort(text: string): HostPort | undefined {
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text) ?? [];
  return host === undefined || Number(port) > 65_535 ? undefined : { host, port: Number(port) };
}
