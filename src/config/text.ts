import { isIP } from 'node:net';
import { z } from 'zod';

/** The kinds of text a tenant file holds. Each says what it expects, with an example. */

export const KebabName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and dashes, e.g. "mansety-prd"');

/** A name, never a value: what stands here is printed. */
export const EnvName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'expected the name of an environment variable, e.g. "PARITY_CANARY_PASSWORD"');

export const Words = z.string().trim().min(1, 'expected some text');

/** `//host` is refused: it would name another host. */
export const Path = z
  .string()
  .regex(/^\/(?!\/)[^\s#]*$/, 'expected an absolute path without host or fragment, e.g. "/api/login"');

export const PathWithId = Path.refine(
  (path) => path.includes('{id}'),
  'expected a path that holds {id}, e.g. "/api/courses/{id}"',
);

/** RFC 6901. */
export const Pointer = z
  .string()
  .regex(/^(\/([^~/]|~[01])*)*$/, 'expected a JSON Pointer, e.g. "/data/email", or "" for the whole body');

export const HeaderName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'expected the name of a header');

export const HeaderText = z
  .string()
  .regex(/^[\x20-\x7e\x80-\xff]*$/, 'expected one line of text without control characters');

export const Locale = z.string().regex(/^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, 'expected a language, e.g. "en"');

export const Milliseconds = z.int('expected a whole number of milliseconds').min(1, 'expected at least 1 millisecond');

/** IANA. */
export const TimeZone = z.string().refine(isTimeZone, 'is no time zone; expected an IANA name, e.g. "Asia/Dubai"');

export const Host = z
  .string()
  .refine(isHost, 'expected an address or a host name without scheme and port, e.g. "203.0.113.10"');

export const HostAndPort = z
  .string()
  .refine(isHostAndPort, 'expected a host and a port, e.g. "1.1.1.1:443" or "[2606:4700::1111]:443"');

/** What is wrong with it as a URL is said part by part. */
export const Origin = z.string().check((payload) => {
  const says = originMistake(payload.value);
  if (says !== undefined) payload.issues.push({ code: 'custom', message: says, input: payload.value, continue: true });
});

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(text);
  } catch {
    return false;
  }
}

function isHost(text: string): boolean {
  return (
    isIP(text) !== 0 || /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*$/i.test(text)
  );
}

function isHostAndPort(text: string): boolean {
  const [, inBrackets, host, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  return isHost(inBrackets ?? host ?? '') && Number(port) >= 1 && Number(port) <= 65_535;
}

function originMistake(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return 'expected scheme, host and, if need be, port, e.g. "https://api.mansety.com"';
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'holds credentials; only accounts and secrets may name them';
  if (url.pathname !== '/') return `holds a path (${url.pathname}); paths belong to "application"`;
  if (url.search !== '' || text.includes('?')) return 'holds a query; only scheme, host and port belong here';
  if (url.hash !== '' || text.includes('#')) return 'holds a fragment; only scheme, host and port belong here';
  return undefined;
}
