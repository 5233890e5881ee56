import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requireReal } from '../../testbed/requirements.ts';
import { parity } from '../cli.ts';
import { manifests, objectsOf, RELEASES } from './helm.ts';
import { containersOf, listAt } from './look.ts';

const [release] = RELEASES;

/** What the chart passes to the program, for a tenant that does not exist: it stops at that, and at nothing before. */
const argsOf = (form: string, more: readonly string[]): readonly string[] =>
  objectsOf(manifests(release, { form, args: more, faro: 'https://faro.example/collect' }))
    .flatMap(containersOf)
    .flatMap((each) => listAt(each, 'args'))
    .map((arg) => String(arg).replace(/^--tenant=.*/, '--tenant=nobody'));

describe('the command line of a pod', requireReal('helm'), () => {
  for (const { form, says, more, refuses } of [
    { form: 'once', says: 'is understood', more: [], refuses: /^error: tenant "nobody" does not exist$/m },
    { form: 'once', says: 'is refused where it is mistyped', more: ['--sute=x'], refuses: /unknown option '--sute=x'/ },
    { form: 'serve', says: 'is understood', more: [], refuses: /^error: tenant "nobody" does not exist$/m },
  ]) {
    test(`${form}: ${says}`, async () => {
      const { exitCode, stderr } = await parity(argsOf(form, more));
      assert.equal(exitCode, 2);
      assert.match(stderr, refuses);
    });
  }
});
