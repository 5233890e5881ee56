import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ALERTS } from '../src/drill/alerts.ts';
import { CAUSES } from '../src/model/causes.ts';
import { RULE_FILES, RULES, RUNBOOKS_FOLDER } from './alert-files.ts';

const SECTIONS = ['Purpose', 'What it means', 'First three commands', 'Causes', 'Roll back', 'Verify'];

/** About the watch, not about a target: the catalogue has no causes for them. */
const OF_THE_WATCH = /^Parity(?:MonitorSilent|PushFailing|MonitorFault|RuleHasNoData)$/;

test('every alert has a runbook, and every runbook an alert', () => {
  const names = readdirSync(RUNBOOKS_FOLDER).map((name) => name.replace(/\.md$/, ''));
  assert.deepEqual(names.toSorted(), ALERTS.toSorted());
});

describe('the runbook of', () => {
  for (const name of ALERTS) {
    const text = readFileSync(join(RUNBOOKS_FOLDER, `${name}.md`), 'utf8');

    test(`${name} has its sections, three commands and causes of the catalogue`, () => {
      assert.deepEqual(
        [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title),
        SECTIONS,
      );
      const commands = /```sh\n(?<commands>[^`]+)\n```/.exec(text)?.groups?.['commands'] ?? '';
      assert.equal(commands.split('\n').length, 3);
      const causes = [...text.matchAll(/^- `(?<id>[a-z-]+)`:/gm)].map((found) => found.groups?.['id'] ?? '');
      assert.deepEqual(
        causes.filter((id) => !Object.hasOwn(CAUSES, id)),
        [],
      );
      assert.ok(causes.length > 0 || OF_THE_WATCH.test(name));
    });

    test(`${name} leads to its rule, and its rule to it`, () => {
      const rule = RULES.find((each) => each.name === name);
      assert.match(rule?.text ?? '', new RegExp(`/docs/runbooks/${name}\\.md\n`));
      const file = RULE_FILES.find((each) => readFileSync(each, 'utf8').includes(`alert: ${name}\n`)) ?? '';
      assert.ok(text.includes(`(../../deploy/alerts/${file.split('/').at(-1)})`));
      assert.ok(text.includes(`(../../deploy/alerts/tests/${name}.yaml)`));
    });
  }
});
