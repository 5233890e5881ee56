import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './cli.ts';

export const ALERTS_FOLDER = join(ROOT, 'deploy/alerts');
export const RUNBOOKS_FOLDER = join(ROOT, 'docs/runbooks');

/** One rule as it stands in its file. */
export type AlertRule = { readonly name: string; readonly text: string; readonly expression: string };

const named = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith(ending));

/** Files of rules; the configuration of Alertmanager is none. */
export const RULE_FILES: readonly string[] = named(ALERTS_FOLDER, '.yaml')
  .filter((name) => name !== 'alertmanager.yaml')
  .map((name) => join(ALERTS_FOLDER, name));

export const TEST_FILES: readonly string[] = named(join(ALERTS_FOLDER, 'tests'), '.yaml').map((name) =>
  join(ALERTS_FOLDER, 'tests', name),
);

export const RULES: readonly AlertRule[] = RULE_FILES.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split(/^ {6}- alert: /m)
    .slice(1)
    .map((text) => ({ name: text.split('\n', 1)[0] ?? '', text, expression: expressionOf(text) })),
);

/** The lines below `expr: |`, or what stands behind `expr:`. */
function expressionOf(text: string): string {
  const block = /^ {8}expr: \|\n(?<block>(?: {10}.*\n)+)/m.exec(text)?.groups?.['block'];
  return block ?? /^ {8}expr: (?<line>.+)$/m.exec(text)?.groups?.['line'] ?? '';
}
