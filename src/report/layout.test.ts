import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clip, printable, withoutCommands } from './escape.ts';
import { columns, duration, painter, wrap } from './layout.ts';

describe('wrap', () => {
  const CASES = [
    { name: 'keeps what fits', text: 'a b', width: 3, want: ['a b'] },
    { name: 'breaks at a space', text: 'a b', width: 2, want: ['a', 'b'] },
    {
      name: 'never breaks a word',
      text: 'see https://api.example/long now',
      width: 8,
      want: ['see', 'https://api.example/long', 'now'],
    },
    { name: 'leaves no spaces at the ends', text: 'a  b', width: 2, want: ['a', 'b'] },
    { name: 'counts characters, not code units', text: '🎓🎓 🎓', width: 4, want: ['🎓🎓 🎓'] },
  ];
  for (const { name, text, width, want } of CASES) test(name, () => assert.deepEqual(wrap(text, width), want));
});

describe('columns', () => {
  test('aligns by what is seen, whatever the colours', () => {
    const rows = [
      [{ text: 'a', style: 'red' }, { text: 'long' }, { text: '' }],
      [{ text: 'longer' }, { text: 'b' }],
    ] as const;
    assert.deepEqual(columns(rows, painter(false)), ['a       long', 'longer  b']);
    assert.deepEqual(columns(rows, painter(true)), ['\u001b[31ma\u001b[0m       long', 'longer  b']);
  });
});

describe('duration', () => {
  const CASES = [
    { ms: 0, want: '0 ms' },
    { ms: 12.4, want: '12 ms' },
    { ms: 999.4, want: '999 ms' },
    { ms: 999.6, want: '1.0 s' },
    { ms: 59_940, want: '59.9 s' },
    { ms: 59_960, want: '1 min 0 s' },
    { ms: 125_000, want: '2 min 5 s' },
  ];
  for (const { ms, want } of CASES) test(`${ms} is ${want}`, () => assert.equal(duration(ms), want));
});

describe('printable', () => {
  const CASES = [
    { name: 'shows an escape sequence', text: '\u001b[31m', want: '\\x1b[31m' },
    { name: 'shows line breaks', text: 'a\r\nb', want: 'a\\x0d\\x0ab' },
    { name: 'shows text that runs backwards', text: '\u202eab', want: '\\u{202e}ab' },
    { name: 'shows half a character', text: '\ud800', want: '\\u{d800}' },
    { name: 'keeps letters', text: 'İstanbul 🎓', want: 'İstanbul 🎓' },
  ];
  for (const { name, text, want } of CASES) test(name, () => assert.equal(printable(text), want));
});

describe('withoutCommands', () => {
  const CASES = [
    { name: 'a command', line: '::error::x', want: '\\x3a:error::x' },
    { name: 'a command after spaces', line: '  ::error::x', want: '  \\x3a:error::x' },
    { name: 'a command of the old form', line: 'a ##[error]x', want: 'a #\\x23[error]x' },
    { name: 'colons inside', line: 'App\\Foo::bar', want: 'App\\Foo::bar' },
  ];
  for (const { name, line, want } of CASES) test(name, () => assert.equal(withoutCommands(line), want));
});

describe('clip', () => {
  test('keeps what fits and says where it cut', () => {
    assert.deepEqual([clip('abcde', 5), clip('abcdef', 5), clip('🎓🎓🎓🎓🎓', 5)], ['abcde', 'ab...', '🎓🎓🎓🎓🎓']);
  });
});
