import type { Role } from './tenant.ts';
import { STRING_FORMATS, type StringFormat } from './shape.ts';

type TextClass = Exclude<StringFormat, 'integer' | 'decimal'>;

const isTextClass = (format: StringFormat): format is TextClass => format !== 'integer' && format !== 'decimal';

const OTHER_CLASSES = [
  'digits',
  'decimal-text',
  'signed-url',
  'cursor',
  'integer',
  'float',
  'epoch-seconds',
  'epoch-milliseconds',
  'boolean-value',
  'null',
  'container',
] as const;

/** What sort of value this is: finer than its kind, coarser than the value. Patterns of noise are made of it. */
export type ValueClass = TextClass | (typeof OTHER_CLASSES)[number];

export const VALUE_CLASSES: readonly ValueClass[] = [...STRING_FORMATS.filter(isTextClass), ...OTHER_CLASSES];

/** A class (`float` is any number); a text in which `#` stands for digits, e.g. `# hours ago`; or the source of a regular expression. */
export type Pattern = { readonly class: ValueClass } | { readonly like: string } | { readonly matches: string };

/** A value that changes when the same target is asked again. Learnt, not written. */
export type VolatileValue = { readonly path: string; readonly pattern: Pattern };

/** Forgives other values at one place, as long as both sides fit the pattern. Never a missing key or another kind. */
export type NoiseRule = {
  readonly id: string;
  /** Index-free pointer of one scalar. */
  readonly path: string;
  readonly pattern: Pattern;
  readonly reason: string;
  /** Values that name things: of one name, equal values here must be equal there. Identifiers are always so. */
  readonly identity?: string;
};

/** A noise rule, with a glob over `scenario/step`. */
export type PlacedNoise = NoiseRule & { readonly at: string };

/** What the noise rules for one step did there. */
export type NoiseSeen = {
  /** Ids of rules that forgave something. */
  readonly used: readonly string[];
  /** Rules that would have covered more than other values of one field, and did not act. */
  readonly refused: readonly { readonly id: string; readonly why: string }[];
};

/** What one target's second answer to a step shows beside its first. */
export type SelfCheck = {
  readonly scenario: string;
  readonly step: string;
  readonly role: Role;
  /** Values that changed, as they may. */
  readonly volatile: readonly VolatileValue[];
  /** Places, as in findings, where more than a value changed: the target disagrees with itself. */
  readonly unstable: readonly string[];
};
