import { CATALOGUE, type Catalogued } from '../testbed/catalogue.ts';
import type { Drift } from '../testbed/standin/drift.ts';
import { DRIFTS } from '../testbed/standin/drifts.ts';
import type { WorkDrift } from '../testbed/standin/work-drift.ts';
import { WORK_DRIFTS } from '../testbed/standin/work-drifts.ts';
import { cell } from './markdown.ts';

const SWITCHES: readonly (readonly [string, Drift | WorkDrift])[] = [
  ...Object.entries<Drift>(DRIFTS),
  ...Object.entries<WorkDrift>(WORK_DRIFTS),
];

const switchesOf = (id: string) => SWITCHES.filter(([, { catalogue }]) => catalogue === id);

/** Drifts of the catalogue that have neither a switch nor a reason, or both. */
export const unclear = (): readonly string[] =>
  Object.entries(CATALOGUE)
    .filter(([id, { without }]) => (without === undefined) === (switchesOf(id).length === 0))
    .map(([id]) => id);

/** Switches whose drift the catalogue does not know; those of hard cases have no place there. */
export const unknown = (): readonly string[] =>
  SWITCHES.filter(([, { catalogue }]) => catalogue.startsWith('D') && !Object.hasOwn(CATALOGUE, catalogue)).map(
    ([name]) => name,
  );

/** docs/drifts-covered.md, printed from the tables. */
export function driftsCoveredPage(): string {
  return [
    '# Drifts that are covered',
    '',
    'Printed from `testbed/catalogue.ts` and the switches of `testbed/standin/`; `npm run docs` prints it again. A switch',
    'is a name in `drifts` of a stand-in. `test/demo.test.ts` has all drifts of answers in one candidate,',
    '`test/effects.test.ts` each of the others alone: a run must find this, and nothing else.',
    '',
    '| drift | what | switch | rule | cause | found at |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(CATALOGUE).flatMap(([id, drift]) => rowsOf(id, drift)),
    '',
  ].join('\n');
}

function rowsOf(id: string, { says, without }: Catalogued): readonly string[] {
  if (without !== undefined) return [`| ${id} | ${cell(says)} | none | | | ${cell(without)} |`];
  return switchesOf(id).map(
    ([name, { finds }]) =>
      `| ${id} | ${cell(says)} | \`${name}\` | \`${finds.rule}\` | \`${finds.cause}\` | ${cell(foundAt(finds))} |`,
  );
}

/** The first of many. */
function foundAt(finds: (Drift | WorkDrift)['finds']): string {
  const places = 'at' in finds ? finds.at : finds.places.map(({ scenario, step }) => `${scenario}/${step}`);
  const [first = '', ...more] = new Set(places);
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}
