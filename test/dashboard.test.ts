import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { METRIC_NAMES, METRICS, type Metric } from '../src/export/metrics.ts';
import { startPrometheus } from '../testbed/monitoring/start.ts';
import { requireReal } from '../testbed/requirements.ts';
import { ROOT } from './cli.ts';
import { ROWS } from './dashboard/panels.ts';
import { dashboard } from './write-dashboard.ts';

type Drawn = {
  readonly id: number;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
};

const TEXT = dashboard();
const { panels, uid }: { readonly panels: readonly Drawn[]; readonly uid: string } = JSON.parse(TEXT);
const targets = panels.flatMap((panel) => panel.targets ?? []);

describe('the dashboard', () => {
  test('is what the tables print; npm run docs prints it again', () => {
    assert.equal(readFileSync(join(ROOT, 'deploy/dashboard/parity.json'), 'utf8'), TEXT);
  });

  test('has a fixed uid, and nothing that is left to fill in', () => {
    assert.equal(uid, 'parity');
    assert.doesNotMatch(TEXT, /__inputs|__requires|DS_PROMETHEUS/);
    assert.deepEqual([...new Set(targets.map(({ datasource }) => datasource.uid))], ['${datasource}']);
    const variables = [...TEXT.matchAll(/\$\{?(?<name>[a-z]+)/g)].map((found) => found.groups?.['name'] ?? '');
    assert.deepEqual([...new Set(variables)].toSorted(), ['datasource', 'suite', 'tenant']);
  });

  test('shows every metric that a pushed run has, and none that it has not', () => {
    const shown = new Set<string>(
      ROWS.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries.map((each) => each.metric))),
    );
    const isPushed = (metric: Metric): boolean => metric.form !== 'serve';
    assert.deepEqual([...shown].toSorted(), METRIC_NAMES.filter((name) => isPushed(METRICS[name])).toSorted());
  });

  test('has panels with ids of their own that do not cover each other', () => {
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    assert.equal(new Set(cells).size, cells.length);
    assert.ok(panels.every(({ gridPos: { x, w } }) => x + w <= 24));
  });
});

describe('a real Prometheus', requireReal('prometheus'), () => {
  test('understands every query, and refuses one that is wrong', async () => {
    await using prometheus = await startPrometheus([]);
    const statusOf = async (expression: string): Promise<number> => {
      const query = expression.replaceAll(/\$(?:tenant|suite)/g, '.+');
      return (await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(query)}`)).status;
    };
    for (const { expr } of targets) assert.equal(await statusOf(expr), 200, expr);
    assert.equal(await statusOf('max by (tenant (parity_run_info)'), 400);
  });
});
