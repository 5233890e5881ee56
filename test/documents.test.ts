import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT, parity } from './cli.ts';
import { unclear, unknown } from './drifts-covered.ts';
import { PAGES } from './write-docs.ts';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** What stands after `npm run parity` in the README's shell blocks, comments cut. */
const COMMANDS = [...readme.matchAll(/^(?:npm ci && )?npm run parity(?<args>.*)$/gm)].map((found) =>
  (found.groups?.['args'] ?? '')
    .replace(/\s+#.*$/, '')
    .replace(/^ --/, '')
    .trim(),
);

const OF_OTHER_COMMANDS = /^(record|judge|doctor|ledger|rules|explain|diff)\b/;

describe('the README', () => {
  test('is shorter than 200 lines', () => assert.ok(readme.split('\n').length < 200));

  test('has its everyday commands', () => assert.ok(COMMANDS.length >= 9));

  for (const command of COMMANDS) {
    const args = command
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => word.replaceAll("'", ''));
    const isRun = !OF_OTHER_COMMANDS.test(command) && !args.includes('--help');
    // Real tenants are only listed; the other commands show that they exist and take these options.
    const shown = isRun ? ['--list', ...args] : [...args.slice(0, 1), '--help'];
    test(`npm run parity -- ${command}`, async () => {
      const { exitCode, stderr } = await parity(shown);
      assert.equal(exitCode, 0, stderr);
    });
  }
});

describe('docs', () => {
  for (const [name, page] of Object.entries(PAGES)) {
    test(`${name} is what the tables print; npm run docs prints it again`, () => {
      assert.equal(readFileSync(join(ROOT, 'docs', name), 'utf8'), page());
    });
  }
});

describe('the catalogue of drifts', () => {
  test('every drift has a switch, or a reason why it has none', () => assert.deepEqual(unclear(), []));

  test('every switch stands for a drift of the catalogue', () => assert.deepEqual(unknown(), []));
});
