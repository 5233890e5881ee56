import type { KubeObject, Tree } from './helm.ts';

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** What stands at a path such as `spec.jobTemplate.spec`; undefined where nothing does. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, name) => (isTree(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined), value);
}

export const listAt = (value: unknown, path: string): readonly unknown[] => {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
};

export const textAt = (value: unknown, path: string): string => {
  const found = at(value, path);
  return typeof found === 'string' ? found : '';
};

/** A copy with another value at a path; `undefined` takes away what is there. */
export function withAt(value: unknown, path: string, other: unknown): Tree {
  const [name = '', ...rest] = path.split('.');
  const tree = isTree(value) ? value : {};
  return { ...tree, [name]: rest.length === 0 ? other : withAt(tree[name], rest.join('.'), other) };
}

const TEMPLATES: Readonly<Record<string, string>> = {
  CronJob: 'spec.jobTemplate.spec.template',
  Deployment: 'spec.template',
};

/** The pod template (metadata, spec) of an object that makes pods. */
export function podOf(object: KubeObject): readonly unknown[] {
  const path = TEMPLATES[object.kind];
  return path === undefined ? [] : [at(object, path)];
}

export const containersOf = (object: KubeObject): readonly unknown[] =>
  podOf(object).flatMap((pod) => [...listAt(pod, 'spec.initContainers'), ...listAt(pod, 'spec.containers')]);

/** Whether every label of a selector is on a thing; an empty selector selects nothing here. */
export function selects(selector: unknown, labels: unknown): boolean {
  if (!isTree(selector) || Object.keys(selector).length === 0) return false;
  return Object.entries(selector).every(([name, value]) => isTree(labels) && labels[name] === value);
}
