import type { Delivery } from '../export/delivery.ts';
import type { Memory } from '../export/memory.ts';
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DELIVERY_VERSION } from '../export/delivery.ts';
import { NO_MEMORY } from '../export/memory.ts';
import { UNFINISHED, writeDurably } from './durable.ts';

/** A run that waits for one sink. */
export type Waiting = { readonly name: string; readonly delivery: Delivery };

/**
 * Results on disk until their sink has taken them, one queue for each sink, oldest first; and what is remembered
 * between runs. Every method throws what the system says when the disk is full or read-only.
 */
export type Spool = {
  /** @returns how many of the oldest had to go for it */
  readonly put: (sink: string, delivery: Delivery) => number;
  readonly waiting: (sink: string) => readonly Waiting[];
  readonly drop: (sink: string, name: string) => void;
  /** How many runs wait for a sink. */
  readonly size: (sink: string) => number;
  readonly memory: () => Memory;
  readonly remember: (memory: Memory) => void;
};

export type Bounds = { readonly runs: number; readonly bytes: number };

/** For each sink: 40 hours of a run every five minutes. */
export const BOUNDS: Bounds = { runs: 500, bytes: 32 * 1_024 * 1_024 };

const ENDING = '.json';
/** What an older or newer version wrote: kept for a person, not delivered. */
const UNREADABLE = '.unreadable';

/** Makes a folder and those above it. */
type MakeFolder = (folder: string, mode: number) => void;

const ONLY_OURS = 0o700;

/** @param folder of one tenant and suite; made when something is put */
export function openSpool(folder: string, makeFolder: MakeFolder, bounds: Bounds = BOUNDS): Spool {
  const queue = (sink: string): string => join(folder, sink);
  const memoryFile = join(folder, 'memory.json');
  return {
    put(sink, delivery) {
      const at = queue(sink);
      makeFolder(at, ONLY_OURS);
      for (const name of entries(at)) if (name.endsWith(UNFINISHED)) rmSync(join(at, name), { force: true });
      const names = queued(at);
      const name = `${String(numberOf(names.at(-1)) + 1).padStart(12, '0')}-${delivery.run.id}${ENDING}`;
      writeDurably(join(at, name), JSON.stringify(delivery));
      const tooMany = excess(at, [...names, name], bounds);
      for (const old of tooMany) rmSync(join(at, old), { force: true });
      return tooMany.length;
    },
    waiting: (sink) => queued(queue(sink)).flatMap((name) => readWaiting(queue(sink), name)),
    drop: (sink, name) => rmSync(join(queue(sink), name), { force: true }),
    size: (sink) => queued(queue(sink)).length,
    memory: () => readMemory(memoryFile),
    remember(memory) {
      makeFolder(folder, ONLY_OURS);
      writeDurably(memoryFile, JSON.stringify(memory));
    },
  };
}

/** By number, not by time: clocks are set back. */
const queued = (folder: string): readonly string[] =>
  entries(folder)
    .filter((name) => name.endsWith(ENDING))
    .toSorted();

const numberOf = (name = ''): number => Number.parseInt(name, 10) || 0;

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

/** The oldest that must go; never the newest. */
function excess(folder: string, names: readonly string[], { runs, bytes }: Bounds): readonly string[] {
  const sizes = names.map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
  let total = sizes.reduce((sum, size) => sum + size, 0);
  let gone = 0;
  while (gone < names.length - 1 && (names.length - gone > runs || total > bytes)) total -= sizes[gone++] ?? 0;
  return names.slice(0, gone);
}

function readWaiting(folder: string, name: string): readonly Waiting[] {
  const file = join(folder, name);
  const delivery = parsed(textOf(file) ?? '');
  if (isDelivery(delivery)) return [{ name, delivery }];
  renameSync(file, `${file}${UNREADABLE}`);
  return [];
}

/** Only our own hand writes here, whole or not at all; what can be wrong is the version. */
const isDelivery = (value: unknown): value is Delivery =>
  typeof value === 'object' && value !== null && 'version' in value && value.version === DELIVERY_VERSION;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
}

const isMemory = (value: unknown): value is Memory =>
  typeof value === 'object' && value !== null && 'successes' in value && 'drifts' in value && 'delivered' in value;

function readMemory(file: string): Memory {
  const memory = parsed(textOf(file) ?? '');
  return isMemory(memory) ? memory : NO_MEMORY;
}
