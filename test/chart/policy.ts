import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from './helm.ts';
import { at, containersOf, podOf, textAt } from './look.ts';

/** What must hold for a part of an object. */
export type Policy = {
  readonly says: string;
  /** The parts it is about: of an object, or its pod templates, or their containers. */
  readonly of: readonly string[] | 'every object' | 'every pod' | 'every container' | 'every served container';
  readonly path: string;
  readonly holds: (value: unknown) => boolean;
  /** Breaks it, at the same path. */
  readonly bad: unknown;
};

export const is =
  (want: unknown) =>
  (value: unknown): boolean =>
    isDeepStrictEqual(value, want);

export const within =
  (least: number, most: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && value >= least && value <= most;

export const like =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);

export const hasAll =
  (...paths: readonly string[]) =>
  (value: unknown): boolean =>
    paths.every((path) => textAt(value, path) !== '');

const LABELS = ['name', 'instance', 'component', 'part-of', 'version', 'managed-by'];

export const hasLabels = (value: unknown): boolean =>
  LABELS.every((name) => Object.hasOwn(Object(value), `app.kubernetes.io/${name}`));

/** The parts of an object that a policy is about. */
export function partsOf(policy: Policy, object: KubeObject): readonly unknown[] {
  switch (policy.of) {
    case 'every object':
      return [object];
    case 'every pod':
      return podOf(object);
    case 'every container':
      return containersOf(object);
    case 'every served container':
      return object.kind === 'Deployment' ? containersOf(object) : [];
    default:
      return policy.of.includes(object.kind) ? [object] : [];
  }
}

export const breaks = (policy: Policy, part: unknown): boolean => !policy.holds(at(part, policy.path));
