import type { Told } from './ask.ts';

/**
 * What differs between two answers, for the tests of drifts: in the status, the header lines and the body.
 *
 * Elements of a list share one place (`/data/*`), and digits are printed as 9, so that one fault in many elements is
 * one difference.
 *
 * @returns sorted, e.g. `/data/*\/seats: integer -> "99"`, `+ Vary: Origin`, `status: 200 -> 404`
 */
export function differences(was: Told, is: Told): readonly string[] {
  const status = was.status === is.status ? [] : [`status: ${was.status} -> ${is.status}`];
  const found = [...status, ...lineDifferences(was.lines, is.lines), ...bodyDifferences(was.body, is.body)];
  return [...new Set(found)].sort();
}

function lineDifferences(was: readonly string[], is: readonly string[]): readonly string[] {
  const gone = [...was];
  const come = is.filter((line) => {
    const at = gone.indexOf(line);
    if (at !== -1) gone.splice(at, 1);
    return at === -1;
  });
  return [...gone.map((line) => `- ${line}`), ...come.map((line) => `+ ${line}`)];
}

function bodyDifferences(was: string, is: string): readonly string[] {
  if (was === is) return [];
  if (isJson(was) && isJson(is)) return valueDifferences(parse(was), parse(is), '');
  return [`body: ${firstWord(was)} -> ${firstWord(is)}`];
}

function valueDifferences(was: unknown, is: unknown, at: string): readonly string[] {
  if (kind(was) !== kind(is) || !isNested(was) || !isNested(is)) {
    return kind(was) === kind(is) ? [] : [`${at}: ${kind(was)} -> ${kind(is)}`];
  }
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return keys.flatMap((key) => valueDifferences(was[key], is[key], `${at}/${Array.isArray(was) ? '*' : key}`));
}

type Nested = Readonly<Record<string, unknown>>;

const isNested = (value: unknown): value is Nested => typeof value === 'object' && value !== null;

/** Numbers stay as they are written: 3 is not 3.0. */
const parse = (text: string): unknown =>
  JSON.parse(text.replaceAll(/(?<=[:[,])-?\d+(\.\d+)?(?=[,\]}])/g, '{"#":"$&"}'));

function kind(value: unknown): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'string') return JSON.stringify(value.replaceAll(/\d/g, '9'));
  if (Array.isArray(value)) return 'list';
  if (!isNested(value)) return value === null ? 'null' : typeof value;
  if (!('#' in value)) return 'object';
  return String(value['#']).includes('.') ? 'float' : 'integer';
}

const isJson = (text: string): boolean => text.startsWith('{');

const firstWord = (text: string): string => text.split(/\s/, 1)[0] ?? '';
