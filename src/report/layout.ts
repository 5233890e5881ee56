export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'magenta';

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, magenta: 35 } as const satisfies Record<Style, number>;

/** Colours a text, or leaves it as it is. */
export type Paint = (text: string, style?: Style) => string;

export const painter =
  (color: boolean): Paint =>
  (text, style) =>
    color && style !== undefined ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;

export type Cell = { readonly text: string; readonly style?: Style };

/** Lines of aligned columns, two spaces apart; the text must be printable. Ragged rows are fine. */
export function columns(rows: readonly (readonly Cell[])[], paint: Paint): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach(({ text }, at) => (widths[at] = Math.max(widths[at] ?? 0, lengthOf(text))));
  return rows.map((row) => {
    const last = row.findLastIndex(({ text }) => text !== '');
    const cells = row.slice(0, last + 1).map(({ text, style }, at) => {
      const gap = at === last ? '' : ' '.repeat((widths[at] ?? 0) - lengthOf(text));
      return `${paint(text, style)}${gap}`;
    });
    return cells.join('  ');
  });
}

/** Breaks at spaces only: a long URL or path stays in one piece, even when it is wider than the line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/ +/u)) {
    const line = lines.at(-1);
    if (line !== undefined && lengthOf(line) + 1 + lengthOf(word) <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export const indent = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => `${' '.repeat(by)}${line}`);

/** Lines under a label: `label  first line`, the others below the first. */
export const labelled = (label: string, lines: readonly string[], wide = 8): readonly string[] =>
  lines.map((line, at) => `${(at === 0 ? label : '').padEnd(wide)} ${line}`);

export const lengthOf = (text: string): number => Array.from(text).length;

/** @param ms milliseconds */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export const count = (many: number, one: string, more = `${one}s`): string => `${many} ${many === 1 ? one : more}`;
