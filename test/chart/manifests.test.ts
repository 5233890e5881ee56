import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { requireReal } from '../../testbed/requirements.ts';
import { type KubeObject, manifests, objectsOf, RELEASES, template, type Tree } from './helm.ts';
import { at, listAt, textAt } from './look.ts';
import { committed, printed } from './printed.ts';

const ROOT = join(import.meta.dirname, '../..');
const [oep, , , shared] = RELEASES;

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const find = (objects: readonly KubeObject[], kind: string): KubeObject | undefined =>
  objects.find((object) => object.kind === kind);

describe('plain manifests', requireReal('helm'), () => {
  for (const release of RELEASES) {
    test(`deploy/rendered/${release.name}.yaml is what the chart makes; else: npm run manifests`, () => {
      assert.equal(readFileSync(committed(release), 'utf8'), printed(release));
    });
  }
});

describe('what all tenants share', requireReal('helm'), () => {
  const rulesWith = (values: Tree): readonly unknown[] =>
    listAt(find(objectsOf(manifests(shared, values)), 'PrometheusRule'), 'spec.groups').flatMap((group) =>
      listAt(group, 'rules'),
    );

  test('every rule of deploy/alerts reaches Prometheus', () => {
    const names = globSync('deploy/alerts/*.yaml', { cwd: ROOT })
      .flatMap((path) => [...read(path).matchAll(/^ *- (?:alert|record): (?<name>\S+)$/gm)])
      .map((found) => found.groups?.['name'] ?? '');
    const reached = rulesWith({}).map((rule) => textAt(rule, 'alert') || textAt(rule, 'record'));
    assert.ok(names.length > 0);
    assert.deepEqual(reached.toSorted(), names.toSorted());
  });

  test('templates of alerts are left to Prometheus', () => {
    const texts = rulesWith({}).map((rule) => textAt(rule, 'annotations.description'));
    assert.ok(texts.some((text) => text.includes('{{ $labels.tenant }}')));
  });

  test('a series of another exporter takes the place of ours', () => {
    const record = 'parity:queue_length';
    const ours = rulesWith({}).find((rule) => at(rule, 'record') === record);
    const other = rulesWith({ shared: { rules: { series: { [record]: 'sum(jobs)' } } } });
    assert.notEqual(at(ours, 'expr'), 'sum(jobs)');
    assert.deepEqual(
      other.filter((rule) => at(rule, 'record') === record).map((rule) => at(rule, 'expr')),
      ['sum(jobs)'],
    );
  });

  test('a series that no rule records is refused', () => {
    const { exitCode, stderr } = template(shared, { shared: { rules: { series: { nope: 'x' } } } });
    assert.equal(exitCode, 1);
    assert.match(stderr, /shared\.rules\.series: no rule records nope/);
  });

  test('every dashboard reaches Grafana as it is', () => {
    const data = at(find(objectsOf(manifests(shared)), 'ConfigMap'), 'data') ?? {};
    const files = globSync('deploy/dashboard/*.json', { cwd: ROOT });
    assert.deepEqual(data, Object.fromEntries(files.map((path) => [path.split('/').at(-1), read(path)])));
  });

  test('a tenant installs nothing of it', () => {
    const kinds = objectsOf(manifests(oep)).map(({ kind }) => kind);
    assert.deepEqual(
      kinds.filter((kind) => ['PrometheusRule', 'ConfigMap', 'Deployment', 'Service'].includes(kind)),
      [],
    );
  });
});

test('the chart is of this version', () => {
  assert.match(read('deploy/chart/Chart.yaml'), new RegExp(`^appVersion: ${manifest.version}$`, 'm'));
});
