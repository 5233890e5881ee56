import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PROGRAMS = join(ROOT, 'testbed/helm/bin');
const CHART = join(ROOT, 'deploy/chart');

/** A JSON value of which the reader asks for what it knows. */
export type Tree = { readonly [key: string]: unknown };

/** One object of Kubernetes. */
export type KubeObject = Tree & {
  readonly kind: string;
  readonly metadata: Tree & { readonly name: string; readonly namespace: string };
};

/** What is installed into which namespace; a name of `deploy/tenants/<name>.values.yaml`. */
export const RELEASES = [
  { name: 'oep-stg', namespace: 'oep-stg' },
  { name: 'mansety-prd', namespace: 'mansety-prd' },
  { name: 'us-prd', namespace: 'us-prd' },
  { name: 'shared', namespace: 'monitoring' },
] as const;

export type Release = (typeof RELEASES)[number];

export type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

const valuesOf = ({ name }: Release): string => join(ROOT, `deploy/tenants/${name}.values.yaml`);

export function helm(args: readonly string[], input = ''): Ended {
  const { status, stdout, stderr } = spawnSync(join(PROGRAMS, 'helm'), args, { encoding: 'utf8', input });
  // Helm tells of every link that it follows; the rules and the dashboard are reached by one.
  const told = stderr.split('\n').filter((line) => !line.includes('found symbolic link'));
  return { exitCode: status, stdout, stderr: told.join('\n') };
}

export const lint = (release: Release): Ended => helm(['lint', '--strict', CHART, '--values', valuesOf(release)]);

/** @param values more values, over those of the release */
export const template = (release: Release, values: Tree = {}): Ended =>
  helm(
    ['template', 'parity', CHART, '--namespace', release.namespace, '--values', valuesOf(release), '--values', '-'],
    JSON.stringify(values),
  );

/** The manifests of a release. @throws with what Helm says */
export function manifests(release: Release, values: Tree = {}): string {
  const { exitCode, stdout, stderr } = template(release, values);
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

/** The objects that a text of YAML documents holds, as Kubernetes' own reader reads them. */
export function objectsOf(text: string): readonly KubeObject[] {
  const args = ['patch', '--local', '--filename=-', '--type=merge', '--patch={}', '--output=json'];
  const { status, stdout, stderr } = spawnSync(join(PROGRAMS, 'kubectl'), args, { encoding: 'utf8', input: text });
  if (status !== 0) throw new Error(stderr);
  // One object after the other, each beginning in the first column.
  return stdout
    .split(/^(?=\{)/m)
    .filter((each) => each.trim() !== '')
    .map((each): KubeObject => JSON.parse(each));
}
