import { at } from './look.ts';
import { hasAll, hasLabels, is, like, type Policy, within } from './policy.ts';

/** A tag other than `latest`, a digest, or both. */
const PINNED = /^[a-z0-9./-]+(:(?!latest(@|$))[\w.-]+(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/;

const isModestVolume = (volume: unknown): boolean =>
  [at(volume, 'emptyDir.sizeLimit'), at(volume, 'configMap'), at(volume, 'persistentVolumeClaim')].some(Boolean);

export const POD_POLICIES: readonly Policy[] = [
  {
    says: 'no token of the cluster',
    of: 'every pod',
    path: 'spec.automountServiceAccountToken',
    holds: is(false),
    bad: undefined,
  },
  {
    says: 'no environment from Services',
    of: 'every pod',
    path: 'spec.enableServiceLinks',
    holds: is(false),
    bad: undefined,
  },
  { says: 'not root', of: 'every pod', path: 'spec.securityContext.runAsNonRoot', holds: is(true), bad: undefined },
  {
    says: 'a user that is a number',
    of: 'every pod',
    path: 'spec.securityContext.runAsUser',
    holds: within(10_000, 65_534),
    bad: 0,
  },
  {
    says: 'a group that is a number',
    of: 'every pod',
    path: 'spec.securityContext.runAsGroup',
    holds: within(10_000, 65_534),
    bad: 0,
  },
  {
    says: 'the default seccomp profile',
    of: 'every pod',
    path: 'spec.securityContext.seccompProfile',
    holds: is({ type: 'RuntimeDefault' }),
    bad: { type: 'Unconfined' },
  },
  { says: 'no network of the node', of: 'every pod', path: 'spec.hostNetwork', holds: is(undefined), bad: true },
  {
    says: 'volumes that are small or its own',
    of: 'every pod',
    path: 'spec.volumes',
    holds: (value) => Array.isArray(value) && value.every(isModestVolume),
    bad: [{ hostPath: { path: '/' } }],
  },
  { says: 'the usual labels', of: 'every pod', path: 'metadata.labels', holds: hasLabels, bad: {} },

  {
    says: 'no more privileges',
    of: 'every container',
    path: 'securityContext.allowPrivilegeEscalation',
    holds: is(false),
    bad: undefined,
  },
  {
    says: 'a root that is read-only',
    of: 'every container',
    path: 'securityContext.readOnlyRootFilesystem',
    holds: is(true),
    bad: undefined,
  },
  {
    says: 'no capability',
    of: 'every container',
    path: 'securityContext.capabilities',
    holds: is({ drop: ['ALL'] }),
    bad: { drop: [] },
  },
  {
    says: 'not privileged',
    of: 'every container',
    path: 'securityContext.privileged',
    holds: is(undefined),
    bad: true,
  },
  {
    says: 'an image that is named exactly',
    of: 'every container',
    path: 'image',
    holds: like(PINNED),
    bad: 'registry.digitalocean.com/oep/parity:latest',
  },
  {
    says: 'what it asks for',
    of: 'every container',
    path: 'resources.requests',
    holds: hasAll('cpu', 'memory'),
    bad: { cpu: '1' },
  },
  {
    says: 'what it may take',
    of: 'every container',
    path: 'resources.limits',
    holds: hasAll('cpu', 'memory'),
    bad: undefined,
  },
  {
    says: 'told when it hangs',
    of: 'every served container',
    path: 'livenessProbe.httpGet',
    holds: hasAll('path', 'port'),
    bad: undefined,
  },
  {
    says: 'told when it is ready',
    of: 'every served container',
    path: 'readinessProbe.httpGet',
    holds: hasAll('path', 'port'),
    bad: undefined,
  },
];
