import { CAUSES } from '../model/causes.ts';
import type { Finding, Place } from '../model/finding.ts';
import type { Report, ReportTarget } from '../model/report.ts';
import { DRIFT_RULES } from '../model/rules.ts';
import type { Verdict } from '../model/verdict.ts';
import { clip } from './escape.ts';
import { type MatrixCell, matrix } from './matrix.ts';
import type { Reporter } from './reporter.ts';
import { ATTRIBUTIONS, reasonOf, sidesOf } from './words.ts';
import { type Xml, xmlDocument } from './xml.ts';

const MOST_OF_A_REASON = 2_000;
const MOST_FINDINGS = 50;
const MOST_PLACES = 20;

/** One suite for each target, one case for each scenario. What was not judged is an error, never a pass. */
export const junitReporter: Reporter = {
  says: 'JUnit XML: a suite for each target, a case for each scenario',
  render: (report) => ({ document: xmlDocument(suites(report)) }),
};

function suites(report: Report): Xml {
  const children = report.targets.map((target) => suite(report, target));
  const { skipped: _notAllowedHere, ...sums } = totals(children.flatMap(casesOf));
  const attributes = { name: 'parity', ...sums, time: seconds(report.run.durationMs) };
  return { name: 'testsuites', attributes, children };
}

function suite(report: Report, target: ReportTarget): Xml {
  const classname = `${report.tenant.id}.${target.role}`;
  const cells = matrix(report).flatMap((row) => row.cells.filter(({ role }) => role === target.role));
  const time = cells.reduce((sum, { outcome }) => sum + (outcome?.durationMs ?? 0), 0);
  const children = [
    ...cells.map((cell) => testcase(cell, classname, report)),
    ...report.notRun.map((scenario) => notRun(scenario, classname)),
  ];
  const attributes = {
    name: classname,
    ...totals(children),
    time: seconds(time),
    timestamp: report.run.startedAt.replace(/\.\d+Z$|Z$/u, ''),
    hostname: URL.parse(target.url)?.host ?? target.url,
  };
  return { name: 'testsuite', attributes, children: [properties(report, target), ...children] };
}

function properties({ run, tenant }: Report, target: ReportTarget): Xml {
  const facts: Readonly<Record<string, string | undefined>> = {
    'parity.run': run.id,
    'parity.seed': run.seed,
    'parity.gate': run.gate,
    'parity.version': run.parity,
    'parity.tenant': tenant.id,
    'parity.target': target.role,
    'parity.url': target.url,
    'parity.vantage': target.vantage,
    'parity.revision': target.revision,
  };
  const children = Object.entries(facts).flatMap(([name, value]): readonly Xml[] =>
    value === undefined ? [] : [{ name: 'property', attributes: { name, value } }],
  );
  return { name: 'properties', attributes: {}, children };
}

const testcase = ({ scenario, verdict, outcome }: MatrixCell, classname: string, report: Report): Xml => ({
  name: 'testcase',
  attributes: { name: scenario, classname, time: seconds(outcome?.durationMs ?? 0) },
  children: result(verdict, report),
});

/** A scenario that a tenant requires was not judged when it did not run; any other was merely left out. */
const notRun = ({ id, why, required }: Report['notRun'][number], classname: string): Xml => ({
  name: 'testcase',
  attributes: { name: id, classname, time: seconds(0) },
  children: required
    ? [problem('error', 'inconclusive', `required, and did not run: ${why}`)]
    : [{ name: 'skipped', attributes: { message: why } }],
});

function result(verdict: Verdict, report: Report): readonly Xml[] {
  switch (verdict.kind) {
    case 'pass':
      return [];
    case 'drift':
      return [drift(verdict.findings, report)];
    case 'fail':
      return [problem('failure', 'fail', reasonOf(verdict))];
    case 'inconclusive':
    case 'error':
      return [problem('error', verdict.kind, reasonOf(verdict))];
    case 'skipped':
      return [{ name: 'skipped', attributes: { message: clip(verdict.reason, MOST_OF_A_REASON) } }];
    default:
      return verdict satisfies never;
  }
}

const problem = (name: 'failure' | 'error', type: Verdict['kind'], reason: string): Xml => ({
  name,
  attributes: { type, message: clip(reason, MOST_OF_A_REASON) },
});

function drift(ids: readonly string[], { findings }: Report): Xml {
  const own = findings.filter(({ id }) => ids.includes(id));
  const rules = [...new Set(own.map(({ rule }) => rule))].join(', ');
  const more = own.length > MOST_FINDINGS ? [`... and ${own.length - MOST_FINDINGS} more findings`] : [];
  const message = `${ids.length} ${ids.length === 1 ? 'finding' : 'findings'}: ${rules}`;
  return {
    ...problem('failure', 'drift', message),
    lines: [...own.slice(0, MOST_FINDINGS).flatMap(findingLines), ...more],
  };
}

function findingLines({ id, level, rule, attribution, places, cause }: Finding): readonly string[] {
  const more = places.length > MOST_PLACES ? [`  ... and ${places.length - MOST_PLACES} more places`] : [];
  return [
    `${level} ${rule} [${id}] ${ATTRIBUTIONS[attribution]}. ${DRIFT_RULES[rule].says}`,
    ...places.slice(0, MOST_PLACES).map((place) => clip(`  ${placeText(place)}`, MOST_OF_A_REASON)),
    ...more,
    ...(cause === undefined ? [] : [`  likely: ${CAUSES[cause].says} Check: ${CAUSES[cause].check}`]),
  ];
}

const placeText = (place: Place): string => `${place.scenario}/${place.step} ${place.path}: ${sidesOf(place)}`;

const casesOf = ({ children = [] }: Xml): readonly Xml[] => children.filter(({ name }) => name === 'testcase');

function totals(cases: readonly Xml[]): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', string>> {
  const having = (wanted: string): string =>
    String(cases.filter(({ children = [] }) => children.some(({ name }) => name === wanted)).length);
  return {
    tests: String(cases.length),
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
  };
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(3);
