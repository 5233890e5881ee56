import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requireReal } from '../../testbed/requirements.ts';
import { type KubeObject, lint, manifests, objectsOf, type Release, RELEASES, type Tree } from './helm.ts';
import { at, withAt } from './look.ts';
import { OBJECT_POLICIES } from './object-policies.ts';
import { POD_POLICIES } from './pod-policies.ts';
import { breaks, partsOf } from './policy.ts';
import { RELATIONS } from './relations.ts';

const POLICIES = [...OBJECT_POLICIES, ...POD_POLICIES];

/** The forms that a tenant's release can have. */
const FORMS: readonly { readonly form: string; readonly values: Tree }[] = [
  { form: 'as it is', values: {} },
  { form: 'served', values: { form: 'serve' } },
  { form: 'with a volume, by address', values: { spool: { persistent: true }, network: { policy: 'kubernetes' } } },
  { form: 'pinned', values: { image: { digest: `sha256:${'0a'.repeat(32)}` }, nodeSelector: { pool: 'small' } } },
];

const nameOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.name}`;

const rendered = (release: Release, values: Tree): readonly KubeObject[] => objectsOf(manifests(release, values));

const broken = (objects: readonly KubeObject[]): readonly string[] =>
  objects.flatMap((object) =>
    POLICIES.filter((policy) => partsOf(policy, object).some((part) => breaks(policy, part))).map(
      ({ says, path }) => `${nameOf(object)}: ${says} (${path})`,
    ),
  );

describe('the chart', requireReal('helm'), () => {
  for (const release of RELEASES) {
    test(`${release.name}: helm lint --strict has nothing to say`, () => {
      const { exitCode, stdout, stderr } = lint(release);
      assert.deepEqual(
        { exitCode, told: `${stdout}${stderr}`.match(/\[(WARNING|ERROR)\].*/g) },
        { exitCode: 0, told: null },
      );
    });

    for (const { form, values } of FORMS) {
      test(`${release.name}, ${form}: every policy holds for every object`, () => {
        assert.deepEqual(broken(rendered(release, values)), []);
      });

      test(`${release.name}, ${form}: its objects fit together`, () => {
        const objects = rendered(release, values);
        const problems = RELATIONS.flatMap(({ says, problems }) => problems(objects).map((each) => `${says}: ${each}`));
        assert.deepEqual(problems, []);
      });
    }
  }
});

describe('a policy can fail', requireReal('helm'), () => {
  const all = (): readonly KubeObject[] =>
    RELEASES.flatMap((release) => FORMS.flatMap(({ values }) => rendered(release, values)));
  let objects: readonly KubeObject[] = [];

  test('over all there is', () => {
    objects = all();
    assert.ok(objects.length > 50);
  });

  for (const policy of POLICIES) {
    test(`${policy.path}: ${policy.says}`, () => {
      const parts = objects.flatMap((object) => partsOf(policy, object));
      assert.ok(parts.length > 0, 'it is about nothing');
      assert.ok(parts.every((part) => breaks(policy, withAt(part, policy.path, policy.bad))));
    });
  }

  const [oep, , , shared] = RELEASES;
  const change = (release: Release, values: Tree, [kind, path, other]: readonly [string, string, unknown]) =>
    rendered(release, values).map((object): Tree => (object.kind === kind ? withAt(object, path, other) : object));
  const pod = 'spec.jobTemplate.spec.template';

  for (const { says, release = oep, values = {}, to } of [
    { says: 'a run ends before its Job', to: ['CronJob', 'spec.jobTemplate.spec.activeDeadlineSeconds', 300] },
    { says: 'every pod is closed in', to: ['CronJob', `${pod}.metadata.labels`, { x: 'y' }] },
    { says: 'every NetworkPolicy', to: ['NetworkPolicy', 'spec.podSelector.matchLabels', { x: 'y' }] },
    { says: 'every CiliumNetworkPolicy', to: ['CiliumNetworkPolicy', 'spec.endpointSelector.matchLabels', {}] },
    { says: 'every Service has', release: shared, to: ['Service', 'spec.selector', { x: 'y' }] },
    { says: 'every ServiceMonitor', release: shared, to: ['ServiceMonitor', 'spec.selector.matchLabels', { x: 'y' }] },
    { says: 'secrets come from', to: ['ExternalSecret', 'spec.target.name', 'other'] },
    {
      says: 'claimed volumes',
      values: { spool: { persistent: true } },
      to: ['PersistentVolumeClaim', 'metadata.name', 'x'],
    },
    { says: 'our own image', to: ['CronJob', `${pod}.spec.imagePullSecrets`, []] },
  ] as const satisfies readonly {
    says: string;
    release?: Release;
    values?: Tree;
    to: readonly [string, string, unknown];
  }[]) {
    test(`between objects: ${says}`, () => {
      const relation = RELATIONS.find((each) => each.says.startsWith(says));
      assert.ok(relation);
      const objects: readonly KubeObject[] = JSON.parse(JSON.stringify(change(release, values, to)));
      assert.notDeepEqual(relation.problems(objects), []);
    });
  }

  test('every relation has such a test', () => {
    assert.equal(RELATIONS.length, 9);
  });
});

test('a path that is not there is undefined', () => {
  assert.equal(at({ a: { b: 1 } }, 'a.c.d'), undefined);
});
