import { printable } from '../escape.ts';
import { indent, wrap } from '../layout.ts';
import type { Section } from './page.ts';

/** What the ledger accepts is told in a line for each rule, with the day the first of it ends. */
export const acceptedSection: Section = ({ accepted }, { paint, width }) => {
  if (accepted.length === 0) return [];
  const lines = [...Map.groupBy(accepted, ({ rule }) => rule)].flatMap(([rule, places]) => {
    const [ends = ''] = places.map(({ expires }) => expires).toSorted();
    const many = places.length === 1 ? '1 place' : `${places.length} places`;
    return wrap(printable(`${rule}: ${many}, until ${ends}`), width - 2);
  });
  return [paint(`ACCEPTED (${accepted.length})`, 'bold'), ...indent(lines, 2)];
};
