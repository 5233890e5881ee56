import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parity } from './cli.ts';

/** Tells every file that a process loads, on standard error. */
const TELL = `
import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) { process.stderr.write('loaded ' + url + '\\n'); return next(url, context); } });
`;

/** Paths of the files that a process loads, from `src/` or the name of a package on. */
async function loadedBy(args: string): Promise<readonly string[]> {
  const { stderr } = await parity(args.split(' '), {
    GITHUB_STEP_SUMMARY: '',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL)}`,
  });
  const loaded = stderr.matchAll(/^loaded file:.*?\/(?:node_modules\/|(?=src\/))(?<path>.*)$/gm);
  return [...loaded].map((found) => found.groups?.['path'] ?? '');
}

const ONE_TARGET = 'run --tenant demo --scenario health --target candidate';

/** What the start of the commonest run need not pay for; see `bench/startup`. */
const CASES = [
  {
    what: 'the tiers of two live bodies',
    pattern: /^src\/compare\/(?:values\/compare|bytes\/)/,
    does: 'run --tenant demo --scenario health',
  },
  { what: "GitHub's reporter", pattern: /^src\/report\/github\//, does: `${ONE_TARGET} --reporter github` },
  { what: 'the console reporter', pattern: /^src\/report\/console\//, does: ONE_TARGET },
  { what: 'other commands', pattern: /^src\/cli\/(?!run-)[a-z]+-command\.ts$/, does: '--help' },
];

describe('what a start loads', async () => {
  const loaded = await loadedBy(`${ONE_TARGET} --reporter json`);

  test('a run of one target loads the engine, and of the languages of zod English alone', () => {
    assert.ok(loaded.includes('src/engine/run.ts'));
    assert.deepEqual(
      loaded.filter((path) => path.startsWith('zod/v4/locales/')),
      ['zod/v4/locales/en.js'],
    );
  });

  for (const { what, pattern, does } of CASES) {
    test(`a run of one target with the json reporter does not load ${what}`, () => {
      assert.deepEqual(
        loaded.filter((path) => pattern.test(path)),
        [],
      );
    });

    test(`parity ${does} loads ${what}`, async () => {
      assert.ok((await loadedBy(does)).some((path) => pattern.test(path)));
    });
  }
});
