import { clip, printable } from '../escape.ts';

/** One line of literal text: no Markdown, no HTML, no link, no mention comes alive, in a table as elsewhere. */
export const literal = (text: string, most = 500): string =>
  printable(clip(text, most))
    .replace(/[\\`*_{}[\]<>()#+!|~&@:$"'=^]/gu, entity)
    .replace(/(?<=www)\./giu, entity);

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** Likewise, in the type of code. Not a code span: those cannot hold a pipe inside a table. */
export const code = (text: string, most?: number): string => `<code>${literal(text, most)}</code>`;

/** A block to copy from; its fence is longer than any run of backticks inside. */
export function fenced(lines: readonly string[], language: string): readonly string[] {
  const safe = lines.map(printable);
  const longest = Math.max(2, ...safe.flatMap((line) => line.match(/`+/gu) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...safe, fence];
}

export const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export const tableHead = (cells: readonly string[]): readonly string[] => [
  tableRow(cells),
  tableRow(cells.map(() => '---')),
];

/** As many blocks as fit, in their order; the others are counted. */
export function fit(blocks: readonly string[], bytes: number, leftOut: (many: number) => string): readonly string[] {
  let used = 0;
  const at = blocks.findIndex((block) => (used += Buffer.byteLength(block) + 1) > bytes);
  return at === -1 ? blocks : [...blocks.slice(0, at), leftOut(blocks.length - at)];
}
