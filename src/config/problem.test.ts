import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printProblems } from './problem.ts';

test('problems are printed by file, with the advice once', () => {
  const printed = printProblems([
    { file: 'tenants/a.json', at: 'targets.0.role', says: 'is wrong' },
    { file: 'the environment', at: 'PARITY_X', says: 'is not set', todo: 'set it' },
    { file: 'tenants/a.json', at: 'title', says: 'is missing' },
    { file: 'the environment', at: 'PARITY_LONG', says: 'is not set', todo: 'set it' },
  ]);
  assert.equal(
    printed,
    [
      'error: tenants/a.json has 2 problems',
      '  targets.0.role  is wrong',
      '  title           is missing',
      '',
      'error: the environment has 2 problems',
      '  PARITY_X     is not set',
      '  PARITY_LONG  is not set',
      '  try: set it',
    ].join('\n'),
  );
});

test('a problem of a file as a whole is one sentence', () => {
  assert.equal(
    printProblems([{ file: 'tenant "x"', at: '', says: 'does not exist', todo: 'the tenants are: demo' }]),
    'error: tenant "x" does not exist\n  try: the tenants are: demo',
  );
});

test('one problem is not "1 problems"', () => {
  assert.equal(
    printProblems([{ file: '.env', at: 'line 3', says: 'the quote is never closed' }]),
    'error: .env has 1 problem\n  line 3  the quote is never closed',
  );
});
