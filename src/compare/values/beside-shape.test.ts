import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Difference } from '../difference.ts';
import { besideShape, type Facet, type ValueDifference } from './index.ts';

const value = (facet: Facet, path: string, rule: ValueDifference['rule'] = 'data-differs'): ValueDifference => ({
  rule,
  facet,
  path,
  pointer: path,
  reference: '1',
  candidate: '2',
  count: 1,
});
const shape = (rule: Difference['rule'], path: string): Difference => ({ rule, path, expected: 'a', actual: 'b' });

describe('besideShape', () => {
  const CASES: readonly {
    readonly name: string;
    readonly values: readonly ValueDifference[];
    readonly shape: readonly Difference[];
    readonly want: readonly string[];
  }[] = [
    {
      name: 'all of it beside nothing',
      values: [value('value', '/b'), value('kind', '/a')],
      shape: [],
      want: ['/a', '/b'],
    },
    {
      name: 'a missing key is said once',
      values: [value('presence', '/data/*/slug')],
      shape: [shape('property-removed', '/data/*/slug')],
      want: [],
    },
    {
      name: 'a lost scheme is said once',
      values: [value('value', '/url', 'url-scheme-changed')],
      shape: [shape('url-scheme-changed', '/url')],
      want: [],
    },
    {
      name: 'a map of the shape covers its keys',
      values: [value('kind', '/prices/2024')],
      shape: [shape('number-became-string', '/prices/*')],
      want: [],
    },
    {
      name: 'missing keys below a judged place are covered',
      values: [value('presence', '/map/x/y')],
      shape: [shape('map-key-class-changed', '/map')],
      want: [],
    },
    {
      name: 'other data below a judged place is not',
      values: [value('value', '/data/*/title')],
      shape: [shape('variant-lost-property', '/data/*')],
      want: ['/data/*/title'],
    },
    {
      name: 'a debug trace covers the message',
      values: [value('value', '/message'), value('presence', '/trace')],
      shape: [shape('debug-trace', '')],
      want: [],
    },
    {
      name: 'another place is another difference',
      values: [value('presence', '/data/*/name')],
      shape: [shape('property-removed', '/data/*/slug')],
      want: ['/data/*/name'],
    },
  ];
  for (const { name, values, shape, want } of CASES) {
    test(name, () => {
      const wanted = want.map((path) => ({ rule: 'data-differs', path, expected: '1', actual: '2' }));
      assert.deepEqual(besideShape(values, shape), wanted);
    });
  }
});
