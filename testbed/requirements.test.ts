import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findProgram, missingParts, requireReal } from './requirements.ts';

const NOT_INSTALLED =
  'pushgateway is not installed: prometheus-pushgateway (Debian: apt-get install prometheus-pushgateway)';

/** With an empty PATH nothing is installed but what lives in the folders of daemons. */
describe('requireReal', () => {
  const { PATH, PARITY_REQUIRE_REAL } = process.env;
  before(() => (process.env['PATH'] = ''));
  after(() => {
    process.env['PATH'] = PATH;
    if (PARITY_REQUIRE_REAL === undefined) delete process.env['PARITY_REQUIRE_REAL'];
    else process.env['PARITY_REQUIRE_REAL'] = PARITY_REQUIRE_REAL;
  });

  for (const { name, required, want } of [
    { name: 'skips what is not installed, and says how to get it', required: '', want: { skip: NOT_INSTALLED } },
    { name: 'skips it when others are required', required: 'laravel, nginx', want: { skip: NOT_INSTALLED } },
  ]) {
    test(name, () => {
      process.env['PARITY_REQUIRE_REAL'] = required;
      assert.deepEqual(requireReal('pushgateway'), want);
    });
  }

  test('fails when it is required', () => {
    process.env['PARITY_REQUIRE_REAL'] = 'openssl, pushgateway';
    assert.throws(() => requireReal('pushgateway'), {
      message: `${NOT_INSTALLED}; PARITY_REQUIRE_REAL asks for it: install it, or take "pushgateway" out`,
    });
  });

  test('fails when a name is required that no test knows', () => {
    process.env['PARITY_REQUIRE_REAL'] = 'larvel';
    assert.throws(() => requireReal('openssl'), {
      message:
        'PARITY_REQUIRE_REAL names larvel, which no test knows; use some of laravel, reverb, horizon, nginx, redis, openssl, chromium, prometheus, pushgateway, alertmanager, buildah, helm, actionlint',
    });
  });
});

test('a program is found where daemons live, though PATH lacks the folder', requireReal('nginx'), () => {
  assert.match(findProgram(/^nginx$/) ?? '', /\/nginx$/);
  assert.deepEqual(missingParts('nginx'), []);
  assert.deepEqual(requireReal('nginx'), { skip: false });
});

test('a program that is nowhere is not found', () => {
  assert.equal(findProgram(/^no-such-program$/), undefined);
});
