import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Result } from '../model/result.ts';
import { err, ok } from '../model/result.ts';
import type { ConfigProblem } from './problem.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The environment with the file `.env` of the folder beneath it: a variable that is really set wins.
 *
 * @returns the real environment alone when there is no such file; every malformed line at once
 */
export function readEnv(folder: string, processEnv: Env): Result<Env, readonly ConfigProblem[]> {
  let text: string;
  try {
    text = readFileSync(join(folder, '.env'), 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code === 'ENOENT') return ok(processEnv);
    return err([{ file: '.env', at: '', says: `cannot be read (${code})`, todo: 'make it a file that you may read' }]);
  }
  const problems = malformedLines(text);
  return problems.length > 0 ? err(problems) : ok({ ...parseEnv(text), ...processEnv });
}

const ASSIGNMENT = /^\s*(?:export\s+)?[A-Za-z_]\w*\s*=\s*(?<value>.*)$/;

/** Node's own loader skips in silence what it cannot read; a misspelt secret would look like a missing one. */
function malformedLines(text: string): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    const value = ASSIGNMENT.exec(line)?.groups?.['value'];
    const end = value === undefined ? undefined : endOfValue(value, lines, index);
    if (end === undefined) problems.push(malformed(index + 1, value === undefined));
    else index = end;
  }
  return problems;
}

/** The index of the line where a value ends, which is a later one for quoted values; undefined when the quote stays open. */
function endOfValue(value: string, lines: readonly string[], index: number): number | undefined {
  const quote = /^["'`]/.exec(value)?.[0];
  if (quote === undefined || value.indexOf(quote, 1) > 0) return index;
  const end = lines.findIndex((line, at) => at > index && line.includes(quote));
  return end === -1 ? undefined : end;
}

/** The line itself is not shown: it may hold a secret. */
const malformed = (line: number, isNoAssignment: boolean): ConfigProblem => ({
  file: '.env',
  at: `line ${line}`,
  says: isNoAssignment ? 'expected NAME=value, a comment or an empty line' : 'the quote is never closed',
});
