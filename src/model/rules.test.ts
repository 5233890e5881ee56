import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CAUSES } from './causes.ts';
import { DRIFT_RULES, type Rule } from './rules.ts';
import { ACCESS_RULES } from './rules/access.ts';
import { BYTES_RULES } from './rules/bytes.ts';
import { EFFECT_RULES } from './rules/effects.ts';
import { FORMAT_RULES } from './rules/formats.ts';
import { HEAD_RULES } from './rules/head.ts';
import { RUN_RULES } from './rules/run.ts';
import { SCALAR_RULES } from './rules/scalars.ts';
import { STRUCTURE_RULES } from './rules/structure.ts';
import { VALUES_RULES } from './rules/values.ts';

const RULES: readonly (readonly [string, Rule])[] = Object.entries(DRIFT_RULES);
const isId = (text: string): boolean => /^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(text);

describe('the table of rules', () => {
  for (const [id, rule] of RULES) {
    test(`${id} is a kebab-case id with one sentence, an example and existing causes`, () => {
      assert.ok(isId(id));
      assert.match(rule.says, /^\S.*\.$/u);
      assert.match(rule.example, /^\S.*\S$/u);
      assert.ok(rule.causes.length > 0);
      assert.deepEqual(
        rule.causes.filter((cause) => !Object.hasOwn(CAUSES, cause)),
        [],
      );
      assert.equal(new Set(rule.causes).size, rule.causes.length);
    });

    test(`${id} has a mirror that mirrors it, or a written reason for having none`, () => {
      if (!isId(rule.mirror)) {
        assert.ok(rule.mirror.includes(' '), `"${rule.mirror}" is neither a rule nor a reason`);
        return;
      }
      const mirror = RULES.find(([other]) => other === rule.mirror)?.[1];
      assert.equal(mirror?.mirror, id);
    });
  }

  test('no id stands in two of the tables that are joined', () => {
    const tables = [
      RUN_RULES,
      EFFECT_RULES,
      HEAD_RULES,
      ACCESS_RULES,
      STRUCTURE_RULES,
      SCALAR_RULES,
      FORMAT_RULES,
      VALUES_RULES,
      BYTES_RULES,
    ];
    const ids = tables.flatMap((table) => Object.keys(table));
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });
});

describe('the table of causes', () => {
  const used = new Set(RULES.flatMap(([, rule]) => rule.causes));
  for (const [id, { says, check }] of Object.entries(CAUSES)) {
    test(`${id} is used by a rule, and says what to look at`, () => {
      assert.ok(isId(id));
      assert.match(says, /^\S.*\.$/u);
      assert.ok(check.length > 10);
      assert.ok([...used].some((cause) => cause === id));
    });
  }
});
