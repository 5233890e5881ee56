import type { Delivered, Delivery, DeliveryFault, Exporter, Sink } from './delivery.ts';
import type { Sample } from './metrics.ts';
import { err, ok, type Result } from '../model/result.ts';
import { type Group, groupsIn, isKept, keptSamples } from './kept.ts';
import { CONTENT_TYPE, textOf } from './scrape.ts';
import { send } from './send.ts';

/**
 * Replaces the groups of a tenant and suite in a Pushgateway: one for each target, one for the run, and one (`part`
 * is `kept`) for what outlives a run. Two suites, or a suite and a subset of it, never touch each other.
 */
export const pushgateway: Exporter = {
  keeps: 'state',
  async deliver(delivery, sink, signal) {
    const listed = await groupsOf(delivery, sink, signal);
    if (!listed.ok) return listed;
    const wanted = groupsToPut(delivery, listed.value);
    for (const { labels, samples } of wanted) {
      const put = await putGroup(labels, samples, sink, signal);
      if (!put.ok) return put;
    }
    return removeGroups(
      listed.value.filter((group) => !wanted.some(({ labels }) => pathOf(labels) === pathOf(group.labels))),
      sink,
      signal,
    );
  },
};

type Labels = Readonly<Record<string, string>>;

const JOB = 'parity';

/** The groups of this tenant and suite that are there already. */
async function groupsOf(
  { tenant, suite }: Delivery,
  sink: Sink,
  signal: AbortSignal,
): Promise<Result<readonly Group[], DeliveryFault>> {
  const answer = await send(sink, { method: 'GET', path: '/api/v1/metrics' }, signal);
  if (!answer.ok) return answer;
  const groups = groupsIn(answer.value);
  if (groups === undefined) return err({ kind: 'rejected', says: `${sink.url.host} is no Pushgateway` });
  return ok(
    groups.filter(({ labels }) => labels['job'] === JOB && labels['tenant'] === tenant && labels['suite'] === suite),
  );
}

type Wanted = { readonly labels: Labels; readonly samples: readonly Sample[] };

function groupsToPut(delivery: Delivery, listed: readonly Group[]): readonly Wanted[] {
  const { tenant, suite, targets, samples } = delivery;
  const run = { job: JOB, tenant, suite };
  const kept = { ...run, part: 'kept' };
  const before = listed.find(({ labels }) => pathOf(labels) === pathOf(kept));
  const now = samples.filter((sample) => !isKept(sample));
  return [
    ...targets.map((target) => ({ labels: { ...run, target }, samples: now.filter((each) => isOf(target, each)) })),
    { labels: run, samples: now.filter((each) => !targets.some((target) => isOf(target, each))) },
    { labels: kept, samples: keptSamples(delivery, before) },
  ];
}

const isOf = (target: string, { labels }: Sample): boolean => labels.target === target;

async function putGroup(
  labels: Labels,
  samples: readonly Sample[],
  sink: Sink,
  signal: AbortSignal,
): Promise<Delivered> {
  const body = await textOf(samples);
  const put = await send(sink, { method: 'PUT', path: pathOf(labels), body, type: CONTENT_TYPE }, signal);
  return put.ok ? ok(undefined) : put;
}

/** Groups of targets that the tenant no longer has: nothing in a Pushgateway goes by itself. */
async function removeGroups(groups: readonly Group[], sink: Sink, signal: AbortSignal): Promise<Delivered> {
  const gone = await Promise.all(
    groups.map(({ labels }) => send(sink, { method: 'DELETE', path: pathOf(labels) }, signal)),
  );
  return gone.find((each) => !each.ok) ?? ok(undefined);
}

/** `/metrics/job/parity/suite/all/tenant/oep-stg`: the job first, the others by name. */
function pathOf({ job = '', ...others }: Labels): string {
  const rest = Object.entries(others)
    .filter(([name]) => name !== 'instance')
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `/metrics${segment('job', job)}${rest.map(([name, value]) => segment(name, value)).join('')}`;
}

/** A slash in a value, even an encoded one, would be taken for the next label; base64 is for that, and for nothing. */
const segment = (name: string, value: string): string =>
  /^[\w.-]+$/.test(value)
    ? `/${name}/${value}`
    : `/${name}@base64/${Buffer.from(value).toString('base64url').padEnd(1, '=')}`;
