import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ALERTS, MAY_BE_ABSENT, seriesIn } from '../src/drill/alerts.ts';
import { METRICS, type Metric } from '../src/export/metrics.ts';
import { requireReal } from '../testbed/requirements.ts';
import { ALERTS_FOLDER, RULE_FILES, RULES, TEST_FILES } from './alert-files.ts';

const metrics: Readonly<Record<string, Metric>> = METRICS;
const series = readFileSync(join(ALERTS_FOLDER, 'series.yaml'), 'utf8');
const RECORDED = [...series.matchAll(/^ {6}- record: (\S+)$/gm)].map(([, name = '']) => name);
const LOOKED_FOR = RULES.flatMap(({ text }) => /series: (?<series>[a-z0-9_:]+)/.exec(text)?.groups?.['series'] ?? []);

test('the table of alerts is what the files have', () => {
  assert.deepEqual([...new Set(RULES.map(({ name }) => name))].toSorted(), ALERTS.toSorted());
});

describe('every rule', () => {
  for (const { name, text, expression } of RULES) {
    const label = name === 'ParityRuleHasNoData' ? `${name} for ${seriesIn(expression).at(-1)}` : name;

    test(`${label} says how bad it is, what it means and where to read on`, () => {
      assert.match(name, /^(?:Parity|Laravel)(?:[A-Z][a-z]+)+$/);
      assert.match(text, /severity: (?:critical|warning|'\{\{ if .+ \}\}critical\{\{ else \}\}warning\{\{ end \}\}')/);
      assert.match(text, /keep_firing_for: \d+m/);
      assert.match(text, /summary: [^{}]+\n/, 'no variables, so that a group reads well');
      assert.match(text, /description: '.+\.'\n/);
      assert.match(text, new RegExp(`runbook_url: https://\\S+/docs/runbooks/${name}\\.md\n`));
    });

    test(`${label} names only series that a pushed run has too, or that series.yaml records`, () => {
      const words = expression.replace(/"[^"]*"/g, '').match(/[a-z][a-z0-9_:]*(?=\s*[{[])/g) ?? [];
      assert.deepEqual(
        words.filter((word) => !seriesIn(expression).includes(word)),
        [],
      );
      for (const each of seriesIn(expression)) {
        if (each.includes(':')) assert.ok(RECORDED.includes(each), `${each} is not recorded`);
        else assert.ok(metrics[each] !== undefined && metrics[each].form !== 'serve', `${each} is of serve alone`);
      }
    });
  }

  test('needs series that are looked for, or rightly absent', () => {
    const needed = new Set(RULES.flatMap(({ expression }) => seriesIn(expression)));
    assert.deepEqual([...needed].toSorted(), [...new Set([...LOOKED_FOR, ...Object.keys(MAY_BE_ABSENT)])].toSorted());
  });
});

describe('every alert has its tests', () => {
  test('and every test its alert', () => {
    assert.deepEqual(TEST_FILES.map((file) => basename(file, '.yaml')).toSorted(), ALERTS.toSorted());
  });

  for (const file of TEST_FILES) {
    const names = [...readFileSync(file, 'utf8').matchAll(/^ {2}- name: '?(\w+)/gm)].map(([, word]) => word);
    test(`${basename(file)} has cases in which it fires, does not and recovers`, () => {
      assert.deepEqual([...new Set(names.map(String))].toSorted(), ['does', 'fires', 'recovers']);
    });
  }
});

const promtool = (args: readonly string[]): { readonly status: number | null; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};

describe('promtool', requireReal('prometheus'), () => {
  const folder = mkdtempSync(join(tmpdir(), 'parity-alerts-'));
  after(() => rmSync(folder, { recursive: true }));

  test('finds nothing wrong with the rules', () => {
    const { status, said } = promtool(['check', 'rules', ...RULE_FILES]);
    assert.equal(status, 0, said);
  });

  test('finds that the alerts do as told, of runs that are pushed', () => {
    const { status, said } = promtool(['test', 'rules', ...TEST_FILES]);
    assert.equal(status, 0, said);
  });

  test('finds that they do the same of a monitor that is scraped', () => {
    for (const file of RULE_FILES) symlinkSync(file, join(folder, basename(file)));
    mkdirSync(join(folder, 'tests'));
    const files = TEST_FILES.filter((file) => asScraped(file) !== readFileSync(file, 'utf8'));
    const scraped = files.map((file) => join(folder, 'tests', basename(file)));
    scraped.forEach((file, index) => writeFileSync(file, asScraped(files[index] ?? '')));
    assert.ok(scraped.length >= 14);
    const { status, said } = promtool(['test', 'rules', ...scraped]);
    assert.equal(status, 0, said);
  });

  test('would find an alert that no longer fires', () => {
    const broken = join(folder, 'broken');
    mkdirSync(join(broken, 'tests'), { recursive: true });
    const rules = readFileSync(join(ALERTS_FOLDER, 'monitor.yaml'), 'utf8');
    symlinkSync(join(ALERTS_FOLDER, 'series.yaml'), join(broken, 'series.yaml'));
    writeFileSync(join(broken, 'monitor.yaml'), rules.replace('verdict="error"', 'verdict="eror"'));
    const file = join(broken, 'tests', 'ParityMonitorFault.yaml');
    writeFileSync(file, readFileSync(join(ALERTS_FOLDER, 'tests', basename(file)), 'utf8'));
    assert.equal(promtool(['test', 'rules', file]).status, 1);
  });
});

/** The same series as a monitor shows them that Prometheus scrapes itself. */
const asScraped = (file: string): string =>
  readFileSync(file, 'utf8')
    .replaceAll('job="parity",instance=""', 'job="parity-monitor",instance="10.1.0.7:9464",pod="parity-monitor-0"')
    .replaceAll(',part="kept"', '');
