import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { atMost, email, type Errors, type Input, string, validate } from './validate.ts';

const FIELDS = {
  email: { isRequired: true, rules: [string, email] },
  device_name: { isRequired: false, rules: [string, atMost(3)] },
};

const missing = { email: ['The email field is required.'] };
const malformed = { email: ['The email must be a valid email address.'] };

const CASES: readonly { name: string; input: Input; errors: Errors }[] = [
  { name: 'all is well', input: { email: 'a@b', device_name: 'abc' }, errors: {} },
  { name: 'what is optional may be null', input: { email: 'a.b@c.example', device_name: null }, errors: {} },
  { name: 'absent', input: {}, errors: missing },
  { name: 'null', input: { email: null }, errors: missing },
  { name: 'empty text', input: { email: '' }, errors: missing },
  { name: 'empty list', input: { email: [] }, errors: missing },
  { name: 'empty object', input: { email: {} }, errors: missing },
  { name: 'no address', input: { email: 'a' }, errors: malformed },
  { name: 'two at signs', input: { email: 'a@b@c' }, errors: malformed },
  { name: 'two dots', input: { email: 'a..b@c' }, errors: malformed },
  {
    name: 'a number breaks two rules',
    input: { email: 5 },
    errors: { email: ['The email must be a string.', 'The email must be a valid email address.'] },
  },
  {
    name: 'names of fields are read as words',
    input: { email: 'a@b', device_name: 'abcd' },
    errors: { device_name: ['The device name must not be greater than 3 characters.'] },
  },
];

describe('validate', () => {
  for (const { name, input, errors } of CASES) {
    test(name, () => assert.deepEqual(validate(input, FIELDS), errors));
  }
});
