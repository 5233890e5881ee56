import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { align } from './align.ts';

const show = (a: string, b: string, rest: 'pair' | 'alone'): string => {
  const { a: one, b: other, missing, added, isReordered } = align(Array.from(a), Array.from(b), rest);
  const pairs = Array.from(one, (position, index) => `${position}${other[index]}`).join(' ');
  return `${pairs} -${missing.join(',')} +${added.join(',')}${isReordered ? ' reordered' : ''}`;
};

describe('align', () => {
  const CASES: readonly { readonly name: string; readonly a: string; readonly b: string; readonly want: string }[] = [
    { name: 'equal', a: 'abc', b: 'abc', want: '00 11 22 - +' },
    { name: 'one more at the head', a: 'abc', b: 'xabc', want: '01 12 23 - +0' },
    { name: 'one less in the middle', a: 'abc', b: 'ac', want: '00 21 -1 +' },
    { name: 'reversed', a: 'abc', b: 'cba', want: '02 11 20 - + reordered' },
    { name: 'one changed is paired with what stands there', a: 'abc', b: 'axc', want: '00 11 22 - +' },
    { name: 'repeated ones keep their order', a: 'aab', b: 'aaab', want: '00 11 23 - +2' },
    { name: 'one side empty', a: '', b: 'ab', want: ' - +0,1' },
    { name: 'changed and one more', a: 'ab', b: 'xyb', want: '00 12 - +1' },
  ];
  for (const { name, a, b, want } of CASES) test(name, () => assert.equal(show(a, b, 'pair'), want));

  test('what has no equal may stand alone', () => assert.equal(show('abc', 'axc', 'alone'), '00 22 -1 +1'));

  test('every element is paired once or stands alone', () => {
    const labels = fc.array(fc.nat(4), { maxLength: 12 });
    const property = fc.property(labels, labels, fc.constantFrom('pair' as const, 'alone' as const), (a, b, rest) => {
      const { a: one, b: other, missing, added } = align(a, b, rest);
      assert.deepEqual(
        [...Array.from(one), ...missing].toSorted((x, y) => x - y),
        [...a.keys()],
      );
      assert.deepEqual(
        [...Array.from(other), ...added].toSorted((x, y) => x - y),
        [...b.keys()],
      );
    });
    fc.assert(property, { numRuns: 300 });
  });
});
