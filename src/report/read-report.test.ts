import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Report } from '../model/report.ts';
import { jsonReporter } from './json.ts';
import { readReport } from './read-report.ts';
import { PLAIN_VIEW } from './reporter.ts';
import { SAMPLES } from './sample-reports.ts';

const written = (report: Report): string => jsonReporter.render(report, PLAIN_VIEW).document;

/** A sample with one part exchanged, as text. */
const changed = (change: Readonly<Record<string, unknown>>): string => JSON.stringify({ ...SAMPLES.drift, ...change });

const BAD = [
  { name: 'nothing', text: '', want: 'it is not JSON: Unexpected end of JSON input' },
  {
    name: 'XML',
    text: '<testsuites/>',
    want: `it is not JSON: Unexpected token '<', "<testsuites/>" is not valid JSON`,
  },
  { name: 'other JSON', text: '[]', want: 'it is no report of parity: it has no version' },
  { name: 'null', text: 'null', want: 'it is no report of parity: it has no version' },
  {
    name: 'a report of another version',
    text: changed({ version: 2 }),
    want: 'it has version 2; this parity reads version 1, so use the one that wrote it',
  },
  {
    name: 'a version that is none',
    text: '{"version": {"a": 1}}',
    want: 'it has version {"a":1}; this parity reads version 1, so use the one that wrote it',
  },
  {
    name: 'a missing field',
    text: changed({ run: { ...SAMPLES.drift.run, seed: undefined } }),
    want: 'it has 1 problem\n  run.seed  Invalid input: expected string, received undefined',
  },
  {
    name: 'two mistakes at once',
    text: changed({ notices: 'none', findings: [{ ...SAMPLES.drift.findings[1], rule: 'no-such-rule', extra: 1 }] }),
    want: [
      'it has 3 problems',
      '  findings.0.rule  Invalid option: expected one of RULES',
      '  findings.0  Unrecognized key: "extra"',
      '  notices  Invalid input: expected array, received string',
    ].join('\n'),
  },
  {
    name: 'more mistakes than one wants to read',
    text: changed({ notices: Array.from({ length: 12 }, () => 1) }),
    want: [
      'it has 12 problems',
      ...Array.from({ length: 10 }, (_, at) => `  notices.${at}  Invalid input: expected object, received number`),
      '  ... and 2 more',
    ].join('\n'),
  },
];

describe('readReport', () => {
  for (const [name, report] of Object.entries(SAMPLES)) {
    test(`reads ${name} as it was written`, () => {
      assert.deepEqual(readReport(written(report)), { ok: true, value: report });
    });
  }

  test('keeps a key of an answer that JavaScript treats as special', () => {
    const text = written(SAMPLES.pass).replace('"properties": {', '"properties": {"__proto__": {"count": 1}, ');
    const read = readReport(text);
    assert.ok(read.ok);
    assert.match(written(read.value), /"__proto__": \{\s+"count": 1/u);
  });

  for (const { name, text, want } of BAD) {
    test(`refuses ${name}`, () => {
      const read = readReport(text);
      assert.ok(!read.ok);
      assert.equal(read.error.replace(/expected one of "[^\n]+/u, 'expected one of RULES'), want);
    });
  }
});
