import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exchangeOf, type Sketch } from './fixtures/exchange.ts';
import { compareStep, toFindings } from './index.ts';
import { toBaseline } from './record.ts';

const URL = 'https://api.example';
const POLICY = { preset: 'parity', levels: [], critical: [], arrays: [], noise: [] } as const;

type Case = {
  readonly name: string;
  readonly baseline: Sketch;
  readonly reference: Sketch;
  readonly candidate: Sketch;
  /** `rule attribution path: baseline | reference | candidate` */
  readonly want: readonly string[];
};

async function findingsOf({ baseline, reference, candidate }: Case): Promise<string[]> {
  const provenance = { recordedAt: '2026-11-25T00:00:00Z', tenant: 'demo', role: 'reference' } as const;
  const recording = { scenario: 's', step: 'a', observations: [exchangeOf(baseline)], provenance, target: URL };
  const { differences } = await compareStep({
    scenario: 's',
    step: 'a',
    reference: exchangeOf(reference),
    candidate: exchangeOf(candidate),
    baseline: { kind: 'found', file: 'a.json', baseline: toBaseline(recording) },
    policy: POLICY,
    targets: [
      { role: 'reference', url: URL },
      { role: 'candidate', url: URL },
    ],
  });
  return toFindings(differences, POLICY).flatMap(({ rule, attribution, places }) =>
    places.map(
      ({ path, ...sides }) =>
        `${rule} ${attribution} ${path}: ${sides.baseline} | ${sides.reference} | ${sides.candidate}`,
    ),
  );
}

const body = (value: unknown): Sketch => ({ body: JSON.stringify(value) });

const CASES: readonly Case[] = [
  {
    name: 'only the candidate left the recording',
    baseline: body({ a: 1 }),
    reference: body({ a: 1 }),
    candidate: body({ a: '1' }),
    want: ['number-became-string candidate-drifted /a: number integer | number integer | string integer'],
  },
  {
    name: 'only the reference left the recording',
    baseline: body({ a: 1 }),
    reference: body({ a: '1' }),
    candidate: body({ a: 1 }),
    want: ['number-became-string reference-drifted /a: number integer | string integer | number integer'],
  },
  {
    name: 'both left it alike',
    baseline: body({ a: 1 }),
    reference: body({ a: '1' }),
    candidate: body({ a: '1' }),
    want: ['number-became-string both-drifted /a: number integer | string integer | string integer'],
  },
  {
    name: 'both left it at one place in two ways of one rule: one finding that shows all three sides',
    baseline: body({ a: 'some words' }),
    reference: body({ a: { id: 1 } }),
    candidate: body({ a: 7 }),
    want: ['kind-changed candidate-drifted /a: string text | object | number integer'],
  },
  {
    name: 'both left it at one place in ways of two rules: each finding shows all three sides',
    baseline: body({ a: 1 }),
    reference: body({ a: { id: 1 } }),
    candidate: body({ a: '1' }),
    want: [
      'kind-changed reference-drifted /a: number integer | object | string integer',
      'number-became-string candidate-drifted /a: number integer | object | string integer',
    ],
  },
  {
    name: 'both added a property, of two kinds',
    baseline: body({ b: 1 }),
    reference: body({ b: 1, a: 1 }),
    candidate: body({ b: 1, a: 'some words' }),
    want: ['property-added candidate-drifted /a: absent | number integer | string text'],
  },
  {
    name: 'both added a property that may be null',
    baseline: body([{ b: 1 }]),
    reference: body([
      { b: 1, a: 1 },
      { b: 1, a: 1 },
    ]),
    candidate: body([
      { b: 1, a: 1 },
      { b: 1, a: null },
    ]),
    want: ['property-added both-drifted /*/a: absent | number integer | number integer or null'],
  },
  {
    name: 'both have another status, and not the same one',
    baseline: { status: 200 },
    reference: { status: 302 },
    candidate: { status: 404 },
    want: ['status-changed candidate-drifted status: 200 | 302 | 404'],
  },
  {
    name: 'both have another status, the same one',
    baseline: { status: 200 },
    reference: { status: 404 },
    candidate: { status: 404 },
    want: ['status-changed both-drifted status: 200 | 404 | 404'],
  },
  {
    name: 'a date in two other formats',
    baseline: body({ at: '2026-03-01T08:30:00Z' }),
    reference: body({ at: '2026-03-01' }),
    candidate: body({ at: '2026-03-01 08:30:00' }),
    want: ['date-format-changed candidate-drifted /at: string datetime-iso-z | string date | string datetime-sql'],
  },
  {
    name: 'a list that is empty on both sides now',
    baseline: body({ a: ['x'] }),
    reference: body({ a: [] }),
    candidate: body({ a: [] }),
    want: ['evidence-lost data-differs /a: list | [] | []'],
  },
  {
    name: 'both fit the recording, which knows both',
    baseline: body([{ a: 'some words' }, { a: null }]),
    reference: body([{ a: 'some words' }]),
    candidate: body([{ a: null }]),
    want: ['became-null data-differs /*/a: undefined | string text | null'],
  },
];

describe('who moved, from reference, candidate and baseline', () => {
  for (const one of CASES) test(one.name, async () => assert.deepEqual(await findingsOf(one), one.want));
});
