import type { Command } from 'commander';
import type { Level } from '../model/level.ts';
import type { Role } from '../model/tenant.ts';
import { InvalidArgumentError, Option } from 'commander';
import { LEVELS } from '../model/level.ts';
import { ROLES } from '../model/tenant.ts';

export type TenantOptions = { readonly tenant: string; readonly home?: string };

export type SelectionOptions = TenantOptions & {
  readonly scenario: readonly string[];
  readonly target?: Role;
  readonly seed?: string;
  readonly timeout: number;
  readonly gate: Level;
};

export type OutputOptions = {
  readonly reporter: readonly string[];
  readonly color: 'auto' | 'always' | 'never';
  readonly keepBodies?: true;
};

/** For options that may be repeated; a required one has nothing to begin with. */
export const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

export function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Give a number of seconds above 0.');
  return value;
}

export const withTenant = (command: Command): Command =>
  command
    .option('--tenant <id>', 'tenants/<id>.json, e.g. mansety-prd', 'demo')
    .option('--home <folder>', 'the folder that holds tenants/ and baselines/ (default: this installation)');

export const withSelection = (command: Command): Command =>
  withTenant(command)
    .option('--scenario <glob>', 'only these scenarios; repeat for more (default: all)', collect, [])
    .addOption(
      new Option('--target <role>', 'one target alone, against its baselines (default: all of the tenant)').choices(
        ROLES,
      ),
    )
    .option('--seed <text>', 'who is released first at each step (default: random; printed)')
    .option('--timeout <seconds>', 'budget of the whole run, both questions', seconds, 300)
    .addOption(
      new Option('--gate <level>', 'findings of this level and above count').choices(LEVELS).default('warning'),
    );

export const withOutput = (command: Command, reporters: readonly string[]): Command =>
  command
    .option('--reporter <name[=file]>', `${reporters.join(' | ')}; repeat for more (default: console)`, collect, [])
    .addOption(
      new Option('--color <when>', 'colours on the terminal').choices(['auto', 'always', 'never']).default('auto'),
    )
    .option('--keep-bodies', 'keep redacted bodies in the json report; refused in CI');

/** What every command takes that runs and judges. */
export const withRun = (command: Command, reporters: readonly string[]): Command =>
  withOutput(withSelection(command), reporters)
    .option('--list', 'print the plan and stop; sends nothing')
    .option('--events <file>', 'what happens, as it happens, a line of JSON each, no bodies; - is standard output');

/** Examples and such, after the options. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
