import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Report } from '../model/report.ts';
import { consoleReporter } from './console/console.ts';
import { githubReporter } from './github/github.ts';
import { junitReporter } from './junit.ts';
import { REPORTERS } from './index.ts';
import { PLAIN_VIEW } from './reporter.ts';
import { manyFindings, SAMPLES } from './sample-reports.ts';

/** Write them anew with `node --test --test-update-snapshots src/report/reporters.test.ts`, and read the diff. */
const SNAPSHOTS = join(import.meta.dirname, 'snapshots');

const AS_IT_IS = { serializers: [(text: unknown) => text] };

describe('each reporter, for each kind of report', () => {
  for (const [sample, report] of Object.entries(SAMPLES)) {
    for (const [name, load] of Object.entries(REPORTERS)) {
      if (name === 'json') continue;
      test(`${name} shows ${sample} as its snapshot`, async (t) => {
        const { render } = await load();
        const { document, commands } = render(report, PLAIN_VIEW);
        const whole = commands === undefined ? document : `${document}\n--- commands\n${commands}`;
        t.assert.fileSnapshot(whole, join(SNAPSHOTS, `${sample}.${name}.txt`), AS_IT_IS);
      });
    }
  }
});

const text = (report: Report, width = 100): string => consoleReporter.render(report, { color: false, width }).document;

describe('the console', () => {
  test('puts each side on its own line where the screen is narrow, and breaks neither paths nor commands', (t) => {
    t.assert.fileSnapshot(text(SAMPLES.drift, 60), join(SNAPSHOTS, 'drift.console-60.txt'), AS_IT_IS);
  });

  test('has one row for each scenario and target where the table does not fit', () => {
    const rows = text(SAMPLES.pass, 40).split('\n').slice(5, 11);
    assert.deepEqual(rows, [
      'health   @ reference  pass  1/1  40 ms',
      'health   @ candidate  pass  1/1  40 ms',
      'login    @ reference  pass  3/3  121 ms',
      'login    @ candidate  pass  3/3  121 ms',
      'courses  @ reference  pass  2/2  81 ms',
      'courses  @ candidate  pass  2/2  81 ms',
    ]);
  });

  test('shows 25 of 500 findings and counts the others by rule', () => {
    const lines = text(manyFindings(500)).split('\n');
    assert.equal(lines.filter((line) => line.startsWith('breaking') || line.startsWith('warning')).length, 25);
    const at = lines.findIndex((line) => line.startsWith('... and'));
    assert.deepEqual(lines.slice(at, at + 2), [
      '... and 475 more findings: 317 property-removed, 158 property-added. All of them: --reporter',
      'json=reports/report.json',
    ]);
  });

  test('ends with the verdict', () => {
    assert.deepEqual(
      Object.values(SAMPLES).map((report) => text(report, 200).trimEnd().split('\n').at(-1)?.split(':')[0]),
      [
        'PASS (exit code 0)',
        'DRIFT (exit code 1)',
        'FAIL (exit code 1)',
        'INCONCLUSIVE (exit code 3)',
        'ERROR (exit code 3)',
        'INCONCLUSIVE (exit code 130)',
        'PASS (exit code 0)',
        'INCONCLUSIVE (exit code 3)',
        'FAIL (exit code 1)',
      ],
    );
  });

  test('colours words and nothing else: without the colours it is the same text', () => {
    const colored = consoleReporter.render(SAMPLES.drift, { color: true, width: 100 }).document;
    assert.ok(colored.includes('\u001b[31mdrift (2)\u001b[0m'));
    assert.equal(stripVTControlCharacters(colored), text(SAMPLES.drift));
  });
});

describe('sizes', () => {
  const huge = manyFindings(3_000);

  test('the job summary stays below 1 MiB, keeps the worst findings and counts the others', () => {
    const { document } = githubReporter.render(huge, PLAIN_VIEW);
    assert.ok(Buffer.byteLength(document) < 1_048_576);
    assert.match(document, /### Findings \(3000\)/u);
    assert.match(
      document,
      /\n\d+ more findings left out here, none worse than those above; the JSON report has them\.\n/u,
    );
  });

  test('no more than ten annotations of a kind; the tenth counts the others', () => {
    const { commands = '' } = githubReporter.render(huge, PLAIN_VIEW);
    const errors = commands.split('\n').filter((line) => line.startsWith('::error'));
    assert.equal(errors.length, 10);
    assert.equal(
      errors.at(-1),
      '::error title=parity%3A and more::2992 more of this kind; the job summary and the JSON report have them',
    );
  });

  test('a JUnit failure names 50 findings and counts the others', () => {
    const ids = huge.findings.map(({ id }) => id);
    const outcomes = huge.outcomes.map((outcome) =>
      outcome.verdict.kind === 'drift' ? { ...outcome, verdict: { kind: 'drift', findings: ids } as const } : outcome,
    );
    const { document } = junitReporter.render({ ...huge, outcomes }, PLAIN_VIEW);
    assert.match(document, /\n\.\.\. and 2950 more findings<\/failure>/u);
  });
});
