import type { Needle } from './needles.ts';
import { parsePointer } from '../../json/index.ts';
import { isPlaceholder, placeholder, type Span } from './span.ts';
import { classOfKey } from './tables.ts';

/** A member of an object, wherever it stands; the value may lack its end. */
const MEMBER = /"([^"\\]{1,64})"\s*:\s*"((?:[^"\\]+|\\.)*)/gs;

/**
 * What looks like a member with a credential, in what is almost JSON: broken, cut off, or inside of a page.
 *
 * @param pointers their last names count as telling keys
 */
export function secretMembers(text: string, pointers: readonly string[]): readonly Span[] {
  const minted = new Set(pointers.map((pointer) => parsePointer(pointer)?.at(-1)));
  const spans: Span[] = [];
  for (const match of text.matchAll(MEMBER)) {
    const [whole, key = '', value = ''] = match;
    const kind = classOfKey(key) ?? (minted.has(key) ? 'token' : undefined);
    if (kind === undefined || value === '' || isPlaceholder(value)) continue;
    const end = match.index + whole.length;
    spans.push({ start: end - value.length, end, label: placeholder(kind, value.length) });
  }
  return spans;
}

/** Fewer characters of a secret tell nothing, and stand at an end by chance. */
const TELLING = 4;

/** A text that was cut off may end in the middle of a secret. */
export function secretAtEnd(text: string, needles: Iterable<Needle>): readonly Span[] {
  let longest: Span | undefined;
  for (const needle of needles) {
    let length = Math.min(needle.text.length - 1, text.length);
    while (length >= TELLING && !text.endsWith(needle.text.slice(0, length))) length--;
    const start = text.length - length;
    if (length >= TELLING && start < (longest?.start ?? text.length))
      longest = { start, end: text.length, label: needle.label };
  }
  return longest === undefined ? [] : [longest];
}
