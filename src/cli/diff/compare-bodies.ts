import type { StepDifference } from '../../compare/index.ts';
import type { Tier as ReportTier } from '../../model/report.ts';
import type { OriginPairs } from './origins.ts';
import type { BodyFile, ReadBody } from './read-files.ts';
import { Buffer } from 'node:buffer';
import { asDifference, compareShapes, type Difference, mergeShapes, shapeOf } from '../../compare/index.ts';
import {
  attributed,
  besideShape,
  compareValues,
  explainBytes,
  learnVolatile,
  mergeVolatile,
  type ValueDifference,
} from '../../compare/tiers.ts';

/** A tier of a report, or all of them. */
export type Tier = ReportTier | 'all';

/** Samples of one answer, never none, and the answer that is judged by them. */
export type Bodies<Body extends BodyFile> = { readonly references: readonly Body[]; readonly candidate: Body };

const SCENARIO = 'diff';

/** Is the candidate byte for byte one of the samples? */
const isOneOf = ({ references, candidate }: Bodies<BodyFile>): boolean =>
  references.some(({ bytes }) => Buffer.compare(bytes, candidate.bytes) === 0);

/** What the chosen tiers show, as a run does: what one tier has said, the next does not say again. */
export function compareBodies(bodies: Bodies<ReadBody>, tier: Tier, origins: OriginPairs): StepDifference[] {
  return isOneOf(bodies) ? [] : inStep(bodies, BY_TIER[tier](bodies, origins));
}

type Compare = (bodies: Bodies<ReadBody>, origins: OriginPairs) => readonly Judged[];

/**
 * Values and bytes cannot tell a missing key or another kind from other data, which is no drift. So where they see
 * something, the shape has its say in any case.
 */
const BY_TIER = {
  shape: (bodies) => shapesBetween(bodies).map(asDrift),
  values: (bodies, origins) => {
    const all = valuesBetween(bodies, origins);
    const isTouched = touchedBy(all.filter(({ facet }) => facet === 'kind' || facet === 'presence'));
    const shape = all.length === 0 ? [] : shapesBetween(bodies).filter(({ path }) => isTouched(path));
    return [...shape.map(asDrift), ...besideShape(all, shape).map(attributed)];
  },
  bytes: (bodies) => {
    const all = bytesBetween(bodies);
    const isOfData = all.some(({ rule }) => rule === 'bytes-value');
    const shape = isOfData ? shapesBetween(bodies) : [];
    const bytes = all.filter(({ rule }) => !(rule === 'bytes-value' && shape.length > 0) && !isSaid(rule, shape));
    return [...shape.map(asDrift), ...bytes.map(attributed)];
  },
  all: (bodies, origins) => {
    const shape = shapesBetween(bodies);
    const values = besideShape(valuesBetween(bodies, origins), shape);
    const judged = new Set([...shape, ...values].map(({ path }) => path));
    const bytes = bytesBetween(bodies).filter(
      ({ rule, path }) => rule !== 'bytes-value' && !judged.has(path) && !isSaid(rule, shape),
    );
    return [...shape.map(asDrift), ...[...values, ...bytes].map(attributed)];
  },
} as const satisfies Record<Tier, Compare>;

/** A doubled key is a matter of shape and of bytes; the shape has all its places. */
const isSaid = (rule: string, shape: readonly Difference[]): boolean => shape.some((found) => found.rule === rule);

type Judged = Omit<StepDifference, 'scenario' | 'step'>;

const inStep = ({ candidate }: Bodies<BodyFile>, found: readonly Judged[]): StepDifference[] =>
  found.map((difference) => ({ ...difference, scenario: SCENARIO, step: candidate.name }));

const asDrift = (found: Difference): Judged => ({
  ...found,
  reference: found.expected,
  candidate: found.actual,
  attribution: 'candidate-drifted',
});

function shapesBetween({ references, candidate }: Bodies<ReadBody>): Difference[] {
  const expected = references.map(({ document }) => shapeOf(document)).reduce(mergeShapes);
  return compareShapes(expected, shapeOf(candidate.document));
}

/** What is other than in every sample, without the values that change from sample to sample. */
function valuesBetween({ references, candidate }: Bodies<ReadBody>, origins: OriginPairs): ValueDifference[] {
  const samples = references.map(({ document }) => document);
  const last = samples.pop();
  if (last === undefined) return [];
  const volatile = mergeVolatile(samples.map((sample) => learnVolatile(sample, last).volatile));
  const between = (sample: typeof last): readonly ValueDifference[] =>
    compareValues(sample, candidate.document, { origins, volatile }).differences;
  const others = samples.map((sample) => touchedBy(between(sample)));
  return between(last).filter(({ path }) => others.every((isTouched) => isTouched(path)));
}

/** Whether something differs at, above or below a path. Rules may differ: from one sample the value, from another the kind. */
function touchedBy(differences: readonly ValueDifference[]): (path: string) => boolean {
  const places = new Set(differences.map(({ path }) => path));
  const above = new Set(differences.flatMap(({ path }) => ancestors(path)));
  return (path) => places.has(path) || above.has(path) || ancestors(path).some((place) => places.has(place));
}

/** Of `/a/b`: `` and `/a`. */
function ancestors(path: string): string[] {
  const found: string[] = [];
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) found.push(path.slice(0, at));
  return found;
}

/** How the candidate is written beside the last sample. */
function bytesBetween({ references, candidate }: Bodies<ReadBody>): Difference[] {
  const last = references.at(-1);
  if (last === undefined) return [];
  return explainBytes(last.document, candidate.document).map(asDifference);
}
