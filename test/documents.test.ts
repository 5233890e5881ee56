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

const OF_OTHER_COMMANDS = /^(record|judge|doctor|ledger|rules|explain|diff|monitor|drill)\b/;

/** The option belongs to the command, which stands first where it is not `run`. */
const listing = (args: readonly string[]): readonly string[] =>
  args[0] === 'gate' ? ['gate', '--list', ...args.slice(1)] : ['--list', ...args];

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
    const shown = isRun ? listing(args) : [...args.slice(0, 1), '--help'];
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

describe('docs/gate.md', () => {
  const page = readFileSync(join(ROOT, 'docs/gate.md'), 'utf8');
  const APP = 'testbed/laravel/app';
  const shown = [...page.matchAll(/```php\n(?<code>[\s\S]*?)```/g)].map((found) => found.groups?.['code'] ?? '');

  for (const [at, file] of [
    'app/Http/Controllers/VersionController.php',
    'app/Http/Middleware/NameRevision.php',
  ].entries()) {
    test(`shows ${file} as it runs in the test bed`, () => {
      const text = readFileSync(join(ROOT, APP, file), 'utf8');
      assert.ok(text.endsWith(`\n${shown[at]}`), shown[at]);
    });
  }

  test('names the setting and the route that run there', () => {
    for (const [file, words] of [
      ['config/academy.php', "'revision' => env('ACADEMY_REVISION', 'dev')"],
      ['routes/web.php', "$router->get('/version', VersionController::class);"],
    ] as const) {
      assert.ok(page.includes(words));
      assert.ok(readFileSync(join(ROOT, APP, file), 'utf8').includes(words));
    }
  });

  test('shows a block that a tenant may have', async () => {
    const { tenantFile } = await import('../src/config/tenant-file.ts');
    const text = /```json\n"gate": (?<block>[\s\S]*?)```/.exec(page)?.groups?.['block'] ?? '';
    const schema = tenantFile({ env: {}, tenantIds: [], scenarioIds: ['courses'], onSetting: () => {} }).shape.gate;
    assert.deepEqual(schema.safeParse(JSON.parse(text)).error?.issues, undefined);
  });
});
