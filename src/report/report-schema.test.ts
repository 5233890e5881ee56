import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { z } from 'zod';
import type { Report } from '../model/report.ts';
import { jsonReporter } from './json.ts';
import { PLAIN_VIEW } from './reporter.ts';
import { type ReportFile, reportJsonSchema } from './report-schema.ts';
import { SAMPLES } from './sample-reports.ts';

const COMMITTED = join(import.meta.dirname, '../../docs/report.schema.json');

type Scalar = string | number | boolean | null | undefined;

/** All fields made present and writable, so that a missing optional field is a difference like any other. */
type Bare<T> = T extends Scalar ? T : { -readonly [Key in keyof T]-?: Bare<T[Key]> };

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Thawed<T> = T extends Scalar ? T : { -readonly [Key in keyof T]: Thawed<T[Key]> };

type Described = z.infer<typeof ReportFile>;

/** `true` twice, or the build breaks: the description is the type `Report`, no more and no less. */
const IS_THE_TYPE: readonly [Same<Described, Thawed<Report>>, Same<Bare<Described>, Bare<Report>>] = [true, true];

describe('docs/report.schema.json', () => {
  test('describes the type', () => {
    assert.deepEqual(IS_THE_TYPE, [true, true]);
  });

  // Write it anew with `node --test --test-update-snapshots src/report/report-schema.test.ts`.
  test('is what the description prints', (t) => {
    t.assert.fileSnapshot(reportJsonSchema(), COMMITTED, {
      serializers: [(schema: unknown) => `${JSON.stringify(schema, null, 2)}\n`],
    });
  });
});

describe('the committed schema, read back', () => {
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(COMMITTED, 'utf8')));

  for (const [name, report] of Object.entries(SAMPLES)) {
    test(`holds for ${name}`, () => {
      const written = jsonReporter.render(report, PLAIN_VIEW).document;
      assert.deepEqual(schema.safeParse(JSON.parse(written)).error?.issues, undefined);
    });
  }

  const { drift } = SAMPLES;
  const [first] = drift.outcomes;
  const WRONG = [
    { name: 'another version', report: { ...drift, version: 2 } },
    { name: 'a missing part', report: { ...drift, findings: undefined } },
    { name: 'an unknown part', report: { ...drift, extra: 1 } },
    { name: 'a verdict nobody knows', report: { ...drift, outcomes: [{ ...first, verdict: { kind: 'maybe' } }] } },
    { name: 'a failure without its reason', report: { ...drift, outcomes: [{ ...first, verdict: { kind: 'fail' } }] } },
    { name: 'a finding without places', report: { ...drift, findings: [{ ...drift.findings[0], places: [] }] } },
    { name: 'a number as text', report: { ...drift, run: { ...drift.run, durationMs: '1' } } },
  ];
  for (const { name, report } of WRONG) {
    test(`refuses ${name}`, () => assert.equal(schema.safeParse(JSON.parse(JSON.stringify(report))).success, false));
  }
});
