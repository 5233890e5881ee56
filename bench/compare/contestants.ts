import { explainBytes } from '../../src/compare/bytes/index.ts';
import { shapeOf } from '../../src/compare/shape/build.ts';
import { compareShapes } from '../../src/compare/shape/compare.ts';
import { compareValues } from '../../src/compare/values/index.ts';
import { type JsonDocument, readJson } from '../../src/json/index.ts';
import { DRIFT_RULES, type RuleId } from '../../src/model/rules.ts';
import { ORIGINS } from './cases.ts';
import { PEERS } from './peers.mjs';

/** What a contestant says of two texts: an alarm, a remark that stops nothing, or nothing. */
export type Said = 'alarm' | 'remark' | 'nothing';

export type Compare = (was: string, is: string) => Said | Promise<Said>;

/** By name, each loaded when it runs. */
export const CONTESTANTS: Readonly<Record<string, () => Promise<Compare>>> = {
  'parity, shape tier': async () => (was, is) => say(shapeRules(read(was), read(is))),
  'parity, shape and values': async () => (was, is) => {
    const [a, b] = [read(was), read(is)];
    return say([...shapeRules(a, b), ...valueRules(a, b)]);
  },
  'parity, all three tiers': async () => (was, is) => {
    const [a, b] = [read(was), read(is)];
    return say([...shapeRules(a, b), ...valueRules(a, b), ...explainBytes(a, b).map(({ rule }) => rule)]);
  },
  ...PEERS,
};

export function read(text: string): JsonDocument {
  const result = readJson(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.document;
}

const shapeRules = (a: JsonDocument, b: JsonDocument): RuleId[] =>
  compareShapes(shapeOf(a), shapeOf(b)).map(({ rule }) => rule);

const valueRules = (a: JsonDocument, b: JsonDocument): RuleId[] =>
  compareValues(a, b, { origins: ORIGINS }).differences.map(({ rule }) => rule);

/** By the default levels of the rules: what is only `info` stops nothing. */
function say(rules: readonly RuleId[]): Said {
  if (rules.some((rule) => DRIFT_RULES[rule].level !== 'info')) return 'alarm';
  return rules.length > 0 ? 'remark' : 'nothing';
}
