import { ACCESS_RULES } from './rules/access.ts';
import { BYTES_RULES } from './rules/bytes.ts';
import { EFFECT_RULES } from './rules/effects.ts';
import { FORMAT_RULES } from './rules/formats.ts';
import { HEAD_RULES } from './rules/head.ts';
import { RUN_RULES } from './rules/run.ts';
import { SCALAR_RULES } from './rules/scalars.ts';
import { STRUCTURE_RULES } from './rules/structure.ts';
import { VALUES_RULES } from './rules/values.ts';

export type { Reaches, Rule, RuleTier } from './rules/rule.ts';

/** The whole catalogue. Ids never change; docs, `parity rules`, tests and tenants refer to them. */
export const DRIFT_RULES = {
  ...RUN_RULES,
  ...EFFECT_RULES,
  ...HEAD_RULES,
  ...ACCESS_RULES,
  ...STRUCTURE_RULES,
  ...SCALAR_RULES,
  ...FORMAT_RULES,
  ...VALUES_RULES,
  ...BYTES_RULES,
} as const;

export type RuleId = keyof typeof DRIFT_RULES;

export const isRuleId = (id: string): id is RuleId => Object.hasOwn(DRIFT_RULES, id);

export const RULE_IDS: readonly RuleId[] = Object.keys(DRIFT_RULES).filter(isRuleId);
