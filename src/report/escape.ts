/** Control, format and separator characters and broken surrogates: what could move the cursor, hide text or forge a line. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const hex = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** One line of text that is safe on every terminal: what targets sent can hold anything. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, hex);

/** @param most characters (code points) of the answer */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 3).join('')}...`;
}

/**
 * A line that GitHub's runner does not take for a command of ours. It obeys `::name::` at the start of a line and
 * `##[name]` anywhere in it, on standard output and standard error alike.
 */
export const withoutCommands = (line: string): string =>
  line.replaceAll('##[', '#\\x23[').replace(/^(\s*):(?=:)/u, '$1\\x3a');
