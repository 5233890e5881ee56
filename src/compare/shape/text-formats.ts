import type { StringFormat } from '../../model/shape.ts';
import { isLocale } from './locales.ts';

/** Longer texts are not looked at: no format below needs more, except URLs, whose beginning tells. */
const LOOKED_AT = 4_096;

/**
 * Which format a string has. Decided by the text alone, so that counters can be added.
 *
 * Every pattern is anchored and linear. Order matters: the first that fits wins.
 */
export function textFormat(text: string): StringFormat {
  if (text === '') return 'empty';
  if (text.startsWith('<redacted ')) return 'redacted';
  const first = text.charCodeAt(0);
  if (isDigit(first) || first === MINUS) return numericFormat(text);
  if (first === SLASH) return /^\/{1}[^\s/][^\s]*$/u.test(text.slice(0, LOOKED_AT)) ? 'path' : otherFormat(text);
  return otherFormat(text);
}

const MINUS = 0x2d;
const SLASH = 0x2f;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Texts that begin with a digit or a minus. */
function numericFormat(text: string): StringFormat {
  if (text.length > 320) return 'text';
  if (/^-?\d+$/u.test(text)) return text.length >= 32 ? 'hash' : 'integer';
  if (/^-?\d+\.\d+$/u.test(text)) return 'decimal';
  if (/^\d{4}-\d\d-\d\d/u.test(text)) return dateFormat(text);
  if (/^\d\d:\d\d(?::\d\d)?$/u.test(text)) return 'time';
  return identifierFormat(text) ?? (isEmail(text) ? 'email' : 'text');
}

const INSTANT = /^\d{4}-\d\d-\d\d([T ])\d\d:\d\d(?::\d\d(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/u;

/** Texts that begin with a date. */
function dateFormat(text: string): StringFormat {
  if (text.length === 10) return 'date';
  const parts = INSTANT.exec(text);
  if (parts === null) return identifierFormat(text) ?? 'text';
  const [, separator, digits, zone] = parts;
  if (zone === undefined) {
    if (separator === 'T') return 'datetime-iso-local';
    return digits === undefined ? 'datetime-sql' : 'datetime-sql-micro';
  }
  return ISO[precision(digits)][zone === 'Z' ? 0 : 1];
}

const ISO = {
  second: ['datetime-iso-z', 'datetime-iso-offset'],
  milli: ['datetime-iso-milli-z', 'datetime-iso-milli-offset'],
  micro: ['datetime-iso-micro-z', 'datetime-iso-micro-offset'],
} as const;

function precision(digits: string | undefined): keyof typeof ISO {
  if (digits === undefined) return 'second';
  return digits.length <= 3 ? 'milli' : 'micro';
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;
const ULID = /^[0-7][\dA-HJKMNP-TV-Z]{25}$/iu;
const HASH = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{56}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128})$/iu;

/** Made by a machine, of fixed length; undefined for anything else. */
export function identifierFormat(text: string): 'uuid' | 'ulid' | 'hash' | undefined {
  if (text.length === 36) return UUID.test(text) ? 'uuid' : undefined;
  if (text.length === 26) return ULID.test(text) && /\d/u.test(text.slice(1)) ? 'ulid' : undefined;
  return text.length >= 32 && text.length <= 128 && HASH.test(text) ? 'hash' : undefined;
}

const SCHEME = /^([a-z][a-z\d+.-]*):(?:\/\/\S|[^\s/]+@|\+?\d)/iu;
const SHORTEST_HTTP_DATE = 29;
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})$/u;

/** Texts that begin with neither a digit nor a minus. */
function otherFormat(text: string): StringFormat {
  const head = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  const isOneWord = head.includes(':') && !/\s/u.test(head);
  const scheme = isOneWord ? SCHEME.exec(head)?.[1]?.toLowerCase() : undefined;
  if (scheme !== undefined) return URL_FORMATS.get(scheme) ?? 'url-other';
  if (text.length > LOOKED_AT) return 'text';
  return identifierFormat(text) ?? wordFormat(text);
}

const URL_FORMATS = new Map<string, StringFormat>([
  ['http', 'url-http'],
  ['https', 'url-https'],
]);

function wordFormat(text: string): StringFormat {
  if (text === 'true' || text === 'false') return 'boolean';
  if (isLocale(text)) return 'locale';
  if (text.startsWith('ey') && JWT.test(text)) return 'jwt';
  if (isEmail(text)) return 'email';
  return text.length >= SHORTEST_HTTP_DATE && HTTP_DATE.test(text) ? 'datetime-http' : 'text';
}

const JWT = /^ey[\w-]+\.[\w-]+\.[\w-]*$/u;

export const isEmail = (text: string): boolean =>
  text.length <= 320 && text.indexOf('@') > 0 && /^[^\s@<>()]+@[^\s@<>()]+\.[\p{L}\d-]{2,}$/u.test(text);
