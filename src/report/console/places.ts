import type { Place } from '../../model/finding.ts';
import { clip, printable } from '../escape.ts';
import { type Cell, columns, indent, lengthOf } from '../layout.ts';
import type { Page } from './page.ts';

const MOST_PLACES = 5;
const MOST_OF_A_VALUE = 60;
const SIDES = ['reference', 'candidate', 'baseline'] as const;
type Side = (typeof SIDES)[number];

/** A table where it fits; where it does not, every side on a line of its own, so that no path is broken. */
export function placeLines(places: readonly Place[], { width }: Page): readonly string[] {
  const shown = places.slice(0, MOST_PLACES);
  const sides = SIDES.filter((side) => shown.some((place) => place[side] !== undefined));
  const rows = [heading(sides), ...shown.map((place) => row(place, sides))];
  const table = columns(rows, (text) => text);
  const lines = table.every((line) => lengthOf(line) <= width - 2)
    ? table
    : shown.flatMap((place) => list(place, sides));
  const more = places.length - shown.length;
  return more === 0 ? lines : [...lines, `... and ${more} more`];
}

const heading = (sides: readonly Side[]): readonly Cell[] => ['where', '', ...sides].map((text) => ({ text }));

const row = (place: Place, sides: readonly Side[]): readonly Cell[] =>
  [at(place), path(place), ...sides.map((side) => value(place, side))].map((text) => ({ text }));

const list = (place: Place, sides: readonly Side[]): readonly string[] => [
  `${at(place)}  ${path(place)}`,
  ...indent(
    sides.map((side) => `${side.padEnd(9)}  ${value(place, side)}`),
    2,
  ),
];

const at = ({ scenario, step }: Place): string => printable(`${scenario}/${step}`);

const path = (place: Place): string => (place.path === '' ? '(the whole)' : printable(place.path));

const value = (place: Place, side: Side): string => printable(clip(place[side] ?? '-', MOST_OF_A_VALUE));
