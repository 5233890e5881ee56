import type { RecordedCookie } from '../../model/baseline.ts';
import { compareText } from '../difference.ts';
import { lifetime } from './lifetime.ts';

/** Cookies of the edge: set by what stands in front of the application, on one side only by design. */
const EDGE_COOKIES = /^(?:__cf.*|cf_.*|_cfuvid|AWSALB.*|AWSELB.*|_ga.*)$/u;

/** A cookie without its value: name and attributes. Undefined for a cookie of the edge. */
export function readCookie(line: string, context: { readonly target?: string; readonly date?: string }) {
  const [pair = '', ...rest] = line.split(';');
  const name = pair.split('=', 1)[0]?.trim() ?? '';
  if (name === '' || EDGE_COOKIES.test(name)) return undefined;
  const attributes = new Map(rest.map(attribute).filter(([key]) => key !== ''));
  const lasts = lifetime(attributes.get('max-age'), attributes.get('expires'), context.date);
  attributes.delete('max-age');
  attributes.delete('expires');
  const words = [...attributes].map(([key, value]) => attributeWord(key, value, context.target));
  return { name, attributes: [...words, `lifetime=${lasts}`].toSorted(compareText) } satisfies RecordedCookie;
}

function attribute(text: string): [string, string] {
  const [key = '', ...value] = text.split('=');
  return [key.trim().toLowerCase(), value.join('=').trim()];
}

function attributeWord(key: string, value: string, target: string | undefined): string {
  if (value === '') return key;
  if (key === 'domain') return `domain=${neutralDomain(value, target)}`;
  return `${key}=${key === 'path' ? value : value.toLowerCase()}`;
}

/** The own host and the domain above it become symbols, so that two targets can be compared. */
function neutralDomain(domain: string, target: string | undefined): string {
  const host = target === undefined ? undefined : URL.parse(target)?.hostname;
  const plain = domain.toLowerCase().replace(/^\./u, '');
  if (host === plain) return '<host>';
  return host?.endsWith(`.${plain}`) === true ? `<domain of host, ${plain.split('.').length} labels>` : plain;
}
