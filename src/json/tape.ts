import type { KIND, Kind } from './document.ts';

/** The arrays of a document while it is read: grows by doubling, so appending is linear overall. */
export type Tape = {
  length: number;
  capacity: number;
  kinds: Uint8Array;
  flags: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  links: Int32Array;
  sizes: Int32Array;
};

/** @param bytes length of the input; the first guess is one entry for each eight */
export function newTape(bytes: number): Tape {
  const capacity = (bytes >>> 3) + 16;
  return {
    length: 0,
    capacity,
    kinds: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    links: new Int32Array(capacity),
    sizes: new Int32Array(capacity),
  };
}

/** Adds an entry and returns its index. */
export function append(tape: Tape, kind: Kind, start: number, end: number): number {
  const at = tape.length;
  if (at === tape.capacity) grow(tape);
  tape.length = at + 1;
  tape.kinds[at] = kind;
  tape.starts[at] = start;
  tape.ends[at] = end;
  return at;
}

/**
 * Opens a container. Until `close` gives them their meaning, three slots work as a stack: `links` holds the container
 * around it, `ends` its last key.
 */
export function open(tape: Tape, kind: typeof KIND.array | typeof KIND.object, start: number, parent: number): number {
  const at = append(tape, kind, start, -1);
  tape.links[at] = parent;
  return at;
}

/** Closes a container before the byte offset `end` and returns the one around it, -1 for none. */
export function close(tape: Tape, at: number, end: number): number {
  const parent = tape.links[at]!;
  tape.ends[at] = end;
  tape.links[at] = tape.length;
  return parent;
}

function grow(tape: Tape): void {
  tape.capacity *= 2;
  tape.kinds = bigger(new Uint8Array(tape.capacity), tape.kinds);
  tape.flags = bigger(new Uint8Array(tape.capacity), tape.flags);
  tape.starts = bigger(new Int32Array(tape.capacity), tape.starts);
  tape.ends = bigger(new Int32Array(tape.capacity), tape.ends);
  tape.links = bigger(new Int32Array(tape.capacity), tape.links);
  tape.sizes = bigger(new Int32Array(tape.capacity), tape.sizes);
}

function bigger<T extends Uint8Array | Int32Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
