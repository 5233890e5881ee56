import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type JsonDocument, readJson } from '../../json/index.ts';
import { compareValues, deadNoise, type NoiseRule, type Pattern, reviewNoise } from './index.ts';

function read(value: unknown): JsonDocument {
  const result = readJson(JSON.stringify(value));
  assert.ok(result.ok);
  return result.document;
}

const rule = (path: string, pattern: Pattern = { class: 'integer' }): NoiseRule => ({
  id: path,
  path,
  pattern,
  reason: 'a counter',
});

const ANSWER = { data: [{ id: 1, hits: 2, tags: ['a'] }], map: { x: 1, y: 2 }, at: 'now' };

describe('reviewNoise', () => {
  const CASES: readonly { readonly name: string; readonly rule: NoiseRule; readonly why: string | undefined }[] = [
    { name: 'one field of all elements', rule: rule('/data/*/hits'), why: undefined },
    { name: 'scalars of a list', rule: rule('/data/*/tags/*', { class: 'text' }), why: undefined },
    { name: 'a field that is not there yet', rule: rule('/data/*/views'), why: undefined },
    { name: 'a narrow expression', rule: rule('/at', { matches: String.raw`\d+ (?:hours|days) ago` }), why: undefined },
    { name: 'the whole answer', rule: rule(''), why: 'it would cover the whole answer; name one field' },
    { name: 'no pointer', rule: rule('data.hits'), why: 'data.hits is no JSON Pointer; write /data/*/generated_at' },
    { name: 'an array', rule: rule('/data'), why: 'an array or object stands there; noise covers scalars only' },
    {
      name: 'whole elements',
      rule: rule('/data/*'),
      why: 'an array or object stands there; noise covers scalars only',
    },
    {
      name: 'every key of an object',
      rule: rule('/map/*'),
      why: '* would cover every key of an object; name the field',
    },
    {
      name: 'every key of elements',
      rule: rule('/data/*/*'),
      why: '* would cover every key of an object; name the field',
    },
    {
      name: 'any text',
      rule: rule('/at', { matches: '.*' }),
      why: 'the pattern would cover everything; say what the noise looks like',
    },
    {
      name: 'any text, cleverly',
      rule: rule('/at', { matches: String.raw`[\s\S]+|` }),
      why: 'the pattern would cover everything; say what the noise looks like',
    },
    { name: 'any number', rule: rule('/at', { like: '#' }), why: 'the pattern would cover any number; use a class' },
    { name: 'null', rule: rule('/at', { class: 'null' }), why: 'the class null would cover structure' },
    { name: 'no expression', rule: rule('/at', { matches: '(' }), why: '( is no regular expression' },
  ];
  for (const { name, rule, why } of CASES) {
    test(`${why === undefined ? 'accepts' : 'refuses'} ${name}`, () => {
      const want = why === undefined ? { accepted: [rule], refused: [] } : { accepted: [], refused: [{ rule, why }] };
      assert.deepEqual(reviewNoise([rule], [read(ANSWER)]), want);
    });
  }

  test('one of several documents is enough to refuse', () => {
    const { refused } = reviewNoise([rule('/at')], [read({ at: 1 }), read({ at: { date: 1 } })]);
    assert.equal(refused[0]?.why, 'an array or object stands there; noise covers scalars only');
  });
});

describe('deadNoise', () => {
  test('names the rules that forgave nothing in a run', () => {
    const rules = [rule('/at'), rule('/gone'), rule('/same')];
    const policy = { origins: { reference: [], candidate: [] }, noise: rules };
    const { used } = compareValues(read({ at: 1, same: 1 }), read({ at: 2, same: 1 }), policy);
    assert.deepEqual(used, ['/at']);
    assert.deepEqual(deadNoise(rules, new Set(used)), [rule('/gone'), rule('/same')]);
  });
});
