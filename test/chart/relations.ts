import type { KubeObject } from './helm.ts';
import { at, containersOf, listAt, podOf, selects, textAt } from './look.ts';

/** What must hold between the objects of a release. */
export type Relation = {
  readonly says: string;
  /** What is wrong, in words; nothing when all is well. */
  readonly problems: (objects: readonly KubeObject[]) => readonly string[];
};

type Objects = readonly KubeObject[];

const ofKind = (objects: Objects, kind: string): Objects => objects.filter((object) => object.kind === kind);
const labelsOf = (pod: unknown): unknown => at(pod, 'metadata.labels');
const podsOf = (objects: Objects): readonly unknown[] => objects.flatMap(podOf);

/** Names that are used and that nothing of the release has. */
const unknownNames = (used: readonly string[], known: readonly string[]): readonly string[] =>
  used.filter((name) => !known.includes(name));

const selectorOf = (policy: KubeObject): unknown =>
  at(policy, 'spec.podSelector.matchLabels') ?? at(policy, 'spec.endpointSelector.matchLabels');

/** Objects of a kind whose selector no pod's labels fit. */
const blind = (objects: Objects, kind: string, selector: (object: KubeObject) => unknown): readonly string[] =>
  ofKind(objects, kind)
    .filter((object) => !podsOf(objects).some((pod) => selects(selector(object), labelsOf(pod))))
    .map(({ metadata }) => `${kind} ${metadata.name}`);

const periodSeconds = (schedule: string): number =>
  Number(/\/(?<minutes>\d+)/.exec(schedule)?.groups?.['minutes'] ?? 60) * 60;

const timeoutSeconds = (job: KubeObject): number =>
  Number(
    containersOf(job)
      .flatMap((each) => listAt(each, 'args'))
      .map(String)
      .find((arg) => arg.startsWith('--timeout='))
      ?.slice(10),
  );

function deadlines(job: KubeObject): readonly string[] {
  const period = periodSeconds(textAt(job, 'spec.schedule'));
  const deadline = Number(at(job, 'spec.jobTemplate.spec.activeDeadlineSeconds'));
  const timeout = timeoutSeconds(job);
  return timeout < deadline && deadline < period ? [] : [`${job.metadata.name}: ${timeout} < ${deadline} < ${period}`];
}

export const RELATIONS: readonly Relation[] = [
  {
    says: 'a run ends before its Job, and the Job before the next one',
    problems: (objects) => ofKind(objects, 'CronJob').flatMap(deadlines),
  },
  {
    says: 'every pod is closed in by a NetworkPolicy',
    problems: (objects) =>
      podsOf(objects)
        .filter((pod) => !ofKind(objects, 'NetworkPolicy').some((policy) => selects(selectorOf(policy), labelsOf(pod))))
        .map((pod) => JSON.stringify(labelsOf(pod))),
  },
  { says: 'every NetworkPolicy is about some pod', problems: (objects) => blind(objects, 'NetworkPolicy', selectorOf) },
  {
    says: 'every CiliumNetworkPolicy is about some pod',
    problems: (objects) => blind(objects, 'CiliumNetworkPolicy', selectorOf),
  },
  {
    says: 'every Service has a pod',
    problems: (objects) => blind(objects, 'Service', (object) => at(object, 'spec.selector')),
  },
  {
    says: 'every ServiceMonitor has a Service',
    problems: (objects) =>
      ofKind(objects, 'ServiceMonitor')
        .filter((each) => {
          const selector = at(each, 'spec.selector.matchLabels');
          return !ofKind(objects, 'Service').some(({ metadata }) => selects(selector, metadata['labels']));
        })
        .map(({ metadata }) => metadata.name),
  },
  {
    says: 'secrets come from an ExternalSecret',
    problems: (objects) =>
      unknownNames(
        objects
          .flatMap(containersOf)
          .flatMap((each) => listAt(each, 'envFrom').map((from) => textAt(from, 'secretRef.name'))),
        ofKind(objects, 'ExternalSecret').map((each) => textAt(each, 'spec.target.name')),
      ),
  },
  {
    says: 'claimed volumes are there',
    problems: (objects) =>
      unknownNames(
        podsOf(objects).flatMap((pod) =>
          listAt(pod, 'spec.volumes').flatMap((each) => textAt(each, 'persistentVolumeClaim.claimName') || []),
        ),
        ofKind(objects, 'PersistentVolumeClaim').map(({ metadata }) => metadata.name),
      ),
  },
  {
    says: 'our own image is pulled with the registry’s secret',
    problems: (objects) =>
      podsOf(objects)
        .filter((pod) => listAt(pod, 'spec.containers').some((each) => textAt(each, 'image').includes('digitalocean')))
        .filter((pod) => !listAt(pod, 'spec.imagePullSecrets').some((each) => textAt(each, 'name') === 'do-registry'))
        .map((pod) => JSON.stringify(labelsOf(pod))),
  },
];
