import type { JsonDocument } from '../../json/index.ts';
import type { HostTables, OwnHosts } from './origins.ts';

/**
 * Byte offsets in the reference, ascending, of hosts (or ports of a host) that belong to the other side only, as far as
 * that side's own text names them. A text that is equal on both sides stands in the reference too.
 */
export function foreignHosts(reference: JsonDocument, candidate: JsonDocument, hosts: HostTables): Int32Array {
  const names = [
    ...namesBeside(hosts.candidate, hosts.reference),
    ...namesBeside(hosts.reference, hosts.candidate).filter((name) => candidate.latin1.includes(name)),
  ];
  return Int32Array.from(names.flatMap((name) => offsetsOf(reference.latin1, name))).sort();
}

/** The names of hosts that the other side does not have, or has at another port. */
const namesBeside = (hosts: OwnHosts, other: OwnHosts): readonly string[] =>
  [...hosts].flatMap(([host, { port }]) => {
    const same = other.get(host);
    if (same === undefined) return [host];
    return same.port === port ? [] : [`${host}:${port}`];
  });

function offsetsOf(text: string, name: string): number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) offsets.push(at);
  return offsets;
}

/** Does one of the offsets lie between these two? */
export function isAmong(offsets: Int32Array, start: number, end: number): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (offsets[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low < offsets.length && offsets[low]! < end;
}
