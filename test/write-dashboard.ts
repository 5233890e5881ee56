import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS } from '../src/export/metrics.ts';
import { type Panel, ROWS } from './dashboard/panels.ts';
import { expressionOf, legendOf, type Query, unitOf } from './dashboard/query.ts';

/** Runbooks and bookmarks link to it: it never changes. */
const UID = 'parity';
const COLUMNS = 24;
const HEIGHTS = { stat: 4, table: 6, timeseries: 8, 'state-timeline': 10 } as const;

const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** deploy/dashboard/parity.json, printed from the tables. A variable names the data source, so nothing is left to fill in. */
export const dashboard = (): string =>
  `${JSON.stringify(
    {
      uid: UID,
      title: 'Parity',
      tags: ['parity'],
      schemaVersion: 39,
      version: 1,
      editable: false,
      refresh: '1m',
      time: { from: 'now-24h', to: 'now' },
      timezone: 'utc',
      templating: { list: variables() },
      annotations: { list: [] },
      panels: placed(),
    },
    undefined,
    2,
  )}\n`;

const every = (name: string, matchers: string): unknown => ({
  name,
  label: name,
  type: 'query',
  datasource: DATA_SOURCE,
  query: { query: `label_values(parity_run_timestamp_seconds${matchers}, ${name})`, refId: name },
  refresh: 2,
  sort: 1,
  multi: true,
  includeAll: true,
  current: { text: ['All'], value: ['$__all'] },
});

const variables = (): readonly unknown[] => [
  { name: 'datasource', label: 'data source', type: 'datasource', query: 'prometheus', current: {} },
  every('tenant', ''),
  every('suite', '{tenant=~"$tenant"}'),
];

/** Rows and panels from left to right, from top to bottom. */
function placed(): readonly unknown[] {
  const all: unknown[] = [];
  let [x, y, height] = [0, 0, 0];
  const nextLine = (): void => {
    y += height;
    [x, height] = [0, 0];
  };
  for (const { title, panels } of ROWS) {
    nextLine();
    all.push({
      id: all.length + 1,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: COLUMNS, h: 1 },
      panels: [],
    });
    y += 1;
    for (const panel of panels) {
      if (x + panel.width > COLUMNS) nextLine();
      const h = HEIGHTS[panel.kind];
      all.push({ id: all.length + 1, ...drawn(panel), gridPos: { x, y, w: panel.width, h } });
      x += panel.width;
      height = Math.max(height, h);
    }
  }
  return all;
}

const drawn = ({ title, kind, queries }: Panel): object => ({
  type: kind,
  title,
  description: queries.map(({ metric }) => METRICS[metric].help).join(' '),
  datasource: DATA_SOURCE,
  targets: queries.map((query, index) => target(query, index, kind)),
  fieldConfig: { defaults: { unit: queries[0] && unitOf(queries[0]), ...COLOURS[kind] }, overrides: [] },
  options:
    kind === 'stat'
      ? { textMode: 'value_and_name', colorMode: 'value', reduceOptions: { calcs: ['lastNotNull'] } }
      : {},
});

const GOOD_AND_BAD = {
  mappings: [
    { type: 'value', options: { 0: { text: 'no', color: 'red' }, 1: { text: 'yes', color: 'green' } } },
    { type: 'special', options: { match: 'null', result: { text: 'not judged', color: 'gray' } } },
  ],
};

const COLOURS: Readonly<Record<Panel['kind'], object>> = {
  stat: {},
  table: {},
  timeseries: { custom: { spanNulls: false, showPoints: 'auto' } },
  'state-timeline': GOOD_AND_BAD,
};

const target = (query: Query, index: number, kind: Panel['kind']): object => ({
  refId: String.fromCodePoint(65 + index),
  datasource: DATA_SOURCE,
  expr: kind === 'table' || kind === 'stat' ? ofWhatIs(query) : expressionOf(query),
  legendFormat: legendOf(query),
  ...(kind === 'table' && { format: 'table', instant: true }),
});

/** Of a series for each verdict, only the one that is true. */
const ofWhatIs = (query: Query): string =>
  METRICS[query.metric].labels.some((label) => label === 'verdict')
    ? `${expressionOf(query)} == 1`
    : expressionOf(query);

if (import.meta.main) {
  const folder = join(import.meta.dirname, '../deploy/dashboard');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'parity.json'), dashboard());
}
