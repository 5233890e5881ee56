import type { Observation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Role } from '../model/tenant.ts';
import type { MetricName, Sample } from './metrics.ts';

/** What a step saw, and where. */
type Seen = { readonly scenario: string; readonly role: Role; readonly observation: Observation };

/** What the outcomes tell about the targets beside how scenarios ended. The first that tells a thing is believed. */
export function targetSamples(outcomes: readonly Outcome[]): readonly Sample[] {
  const seen = outcomes.flatMap(({ scenario, role, steps }) =>
    steps.flatMap(({ observation }) => (observation === undefined ? [] : [{ scenario, role, observation }])),
  );
  const told = seen.flatMap((each) => [...certificates(each), ...measured(each), ...connections(each)]);
  return [...firstOfEach(told), ...evidence(seen)];
}

function certificates({ scenario, role, observation }: Seen): readonly Sample[] {
  const tls = 'connection' in observation ? observation.connection?.tls : undefined;
  if (tls === undefined) return [];
  const expiry = (certificate: 'leaf' | 'root', validTo: string): Sample => ({
    name: 'parity_certificate_expiry_timestamp_seconds',
    labels: { target: role, certificate },
    value: Date.parse(validTo) / 1_000,
    from: scenario,
  });
  const { certificate, root } = tls;
  return [expiry('leaf', certificate.validTo), ...(root === undefined ? [] : [expiry('root', root.validTo)])];
}

const MEASURES: Readonly<Record<string, MetricName>> = {
  'dispatch-to-receive': 'parity_dispatch_to_receive_seconds',
  'publish-to-receive': 'parity_publish_to_receive_seconds',
};

function measured({ scenario, role, observation }: Seen): readonly Sample[] {
  if (!('measures' in observation)) return [];
  return Object.entries(observation.measures).flatMap(([measure, ms]) => {
    const name = MEASURES[measure];
    return name === undefined ? [] : [{ name, labels: { target: role }, value: ms / 1_000, from: scenario }];
  });
}

/** Pusher's HTTP API: `GET /apps/<id>/connections` answers `{"connections": 4}`. */
function connections({ scenario, role, observation }: Seen): readonly Sample[] {
  const { request, response } = observation;
  if (!/\/connections(\?|$)/.test(request.url) || response.status !== 200) return [];
  const count = /"connections"\s*:\s*(\d+)/.exec(response.body.text ?? '')?.[1];
  if (count === undefined) return [];
  return [{ name: 'parity_realtime_connections', labels: { target: role }, value: Number(count), from: scenario }];
}

function firstOfEach(samples: readonly Sample[]): readonly Sample[] {
  const first = new Map<string, Sample>();
  for (const sample of samples) {
    const key = JSON.stringify([sample.name, sample.labels]);
    if (!first.has(key)) first.set(key, sample);
  }
  return [...first.values()];
}

/** A witness who knows nothing, or may not tell, tells of no time. Of several, the oldest counts. */
function evidence(seen: readonly Seen[]): readonly Sample[] {
  const oldest = new Map<string, Sample>();
  for (const { scenario, role, observation } of seen) {
    if (observation.kind !== 'hearing') continue;
    for (const { witness, answer, observedAt, ageMs = 0 } of observation.testimonies) {
      if (answer === 'absent' || answer === 'no-permission') continue;
      const value = (Date.parse(observedAt) - ageMs) / 1_000;
      const key = `${role} ${witness}`;
      if ((oldest.get(key)?.value ?? Infinity) <= value) continue;
      const name = 'parity_evidence_timestamp_seconds';
      oldest.set(key, { name, labels: { target: role, witness }, value, from: scenario });
    }
  }
  return [...oldest.values()];
}
