import type { PlacedNoise } from '../model/noise.ts';
import type { Level } from '../model/level.ts';
import type { ArrayRule, LevelOverride, Policy } from '../model/tenant.ts';
import { DRIFT_RULES, type Rule } from '../model/rules.ts';
import type { StepDifference } from './step.ts';

type Where = Pick<StepDifference, 'rule' | 'scenario' | 'step' | 'path'>;

/** The level of the rule, as the tenant's policy has it here. The last override that fits wins. */
export function levelOf(where: Where, { preset, levels }: Policy): Level {
  const rule: Rule = DRIFT_RULES[where.rule];
  const usual = preset === 'contract' && rule.adds === true ? 'info' : rule.level;
  return levels.findLast((override) => fits(override, where))?.level ?? usual;
}

const fits = ({ rule, at, path }: LevelOverride, where: Where): boolean =>
  rule === where.rule &&
  (at === undefined || matchesGlob(at, `${where.scenario}/${where.step}`)) &&
  (path === undefined || matchesGlob(path, where.path));

/** Must other data, or the same data written otherwise, not pass unjudged here? */
export const isCritical = ({ critical }: Policy, scenario: string, step: string): boolean =>
  critical.some((glob) => matchesGlob(glob, `${scenario}/${step}`));

/** @param name `scenario/step` */
export const arraysAt = ({ arrays }: Policy, name: string): readonly ArrayRule[] =>
  arrays.filter(({ at }) => matchesGlob(at, name));

/** @param name `scenario/step` */
export const noiseAt = ({ noise }: Policy, name: string): readonly PlacedNoise[] =>
  noise.filter(({ at }) => matchesGlob(at, name));

/** `*` stands for anything but a slash, `**` for anything, `?` for one character. */
export function matchesGlob(glob: string, text: string): boolean {
  const source = glob
    .split(/(\*\*|\*|\?)/u)
    .map((part) => WILDCARDS[part] ?? part.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`))
    .join('');
  return new RegExp(`^${source}$`, 'u').test(text);
}

const WILDCARDS: Readonly<Record<string, string>> = { '**': '.*', '*': '[^/]*', '?': '[^/]' };
