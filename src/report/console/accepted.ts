import { printable } from '../escape.ts';
import { count, indent, wrap } from '../layout.ts';
import type { Section } from './page.ts';

/** What the ledger accepts is told in a line for each rule, with the day the first of it ends. */
export const acceptedSection: Section = ({ accepted }, { paint, width }) => {
  if (accepted.length === 0) return [];
  const lines = [...Map.groupBy(accepted, ({ rule }) => rule)].flatMap(([rule, places]) => {
    const [ends = ''] = places.map(({ expires }) => expires).toSorted();
    return wrap(printable(`${rule}: ${count(places.length, 'place')}, until ${ends}`), width - 2);
  });
  return [paint(`ACCEPTED (${accepted.length})`, 'bold'), ...indent(lines, 2)];
};
