import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAUSES } from '../src/model/causes.ts';
import { type Metric, METRIC_NAMES, METRICS } from '../src/export/metrics.ts';
import { DRIFT_RULES, type Rule } from '../src/model/rules.ts';
import { driftsCoveredPage } from './drifts-covered.ts';
import { cell } from './markdown.ts';

/** docs/drift-rules.md, printed from the tables. */
function driftRulesPage(): string {
  const rules: Readonly<Record<string, Rule>> = DRIFT_RULES;
  const rows = Object.entries(rules).map(
    ([id, rule]) =>
      `| \`${id}\` | ${rule.tier} | ${rule.level} | ${cell(rule.says)} | ${cell(rule.example)} | ${rule.causes.map((cause) => `\`${cause}\``).join(', ')} |`,
  );
  const causes = Object.entries(CAUSES).map(
    ([id, { says, check }]) => `| \`${id}\` | ${cell(says)} | ${cell(check)} |`,
  );
  return [
    '# Drift rules',
    '',
    'Printed from the tables in `src/model/`; `npm run docs` prints it again.',
    '',
    '| rule | tier | level | means | example | likely causes |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '## Causes',
    '',
    '| cause | means | how to check |',
    '| --- | --- | --- |',
    ...causes,
    '',
  ].join('\n');
}

/** docs/metrics.md, printed from the table. */
function metricsPage(): string {
  const rows = METRIC_NAMES.map((name) => {
    const { type, unit, labels, help, form }: Metric = METRICS[name];
    return `| \`${name}\` | ${type} | ${unit} | ${labels.join(', ')} | ${FORMS[form ?? 'both']} | ${cell(help)} |`;
  });
  return [
    '# Metrics',
    '',
    'Printed from the table in `src/export/metrics.ts`; `npm run docs` prints it again. Every series also has `tenant` and',
    '`suite`. A timestamp is absent until it is true.',
    '',
    '| metric | type | unit | labels | from | means |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

const FORMS: Readonly<Record<NonNullable<Metric['form']> | 'both', string>> = {
  both: 'once, serve',
  kept: 'once, serve; outlives a run',
  serve: 'serve',
};

/** Every page of docs/ that is printed from tables. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'drift-rules.md': driftRulesPage,
  'drifts-covered.md': driftsCoveredPage,
  'metrics.md': metricsPage,
};

if (import.meta.main)
  for (const [name, page] of Object.entries(PAGES)) writeFileSync(join(import.meta.dirname, '../docs', name), page());
