import type { Role } from '../model/tenant.ts';
import type { Delivery } from './delivery.ts';
import type { Sample } from './metrics.ts';
import { METRICS } from './metrics.ts';
import { member } from './member.ts';

/** What a Pushgateway says about one of its groups: labels, and values by the name of the metric. */
export type Group = {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: (name: string) => readonly { readonly labels: Readonly<Record<string, string>>; value: number }[];
};

export const isKept = ({ name }: Sample): boolean => METRICS[name].form === 'kept';

const SUCCESS = 'parity_scenario_last_success_timestamp_seconds';
const RUN_SUCCESS = 'parity_run_success_timestamp_seconds';

/**
 * What outlives a run: what this one says, and for the rest what the gateway has from runs before, so that a failure
 * never wipes it. Scenarios and targets that are gone go.
 */
export function keptSamples({ samples, scenarios, targets, tenant, suite }: Delivery, before: Group | undefined) {
  const own = samples.filter(isKept);
  const base = { tenant, suite };
  const hasRun = own.some(({ name }) => name === RUN_SUCCESS);
  const isOwn = (scenario: string, target: string): boolean =>
    own.some(({ name, labels }) => name === SUCCESS && labels.scenario === scenario && labels.target === target);
  const runs = hasRun ? [] : (before?.values(RUN_SUCCESS) ?? []);
  const older = (before?.values(SUCCESS) ?? []).filter(
    ({ labels: { scenario = '', target = '' } }) =>
      scenarios.includes(scenario) && targets.some((role: Role) => role === target) && !isOwn(scenario, target),
  );
  return [
    ...own,
    ...runs.map(({ value }): Sample => ({ name: RUN_SUCCESS, labels: base, value })),
    ...older.map(({ labels: { scenario = '', target = '' }, value }): Sample => ({
      name: SUCCESS,
      labels: { ...base, scenario, target },
      value,
    })),
  ];
}

/** The groups in the answer of `GET /api/v1/metrics`; undefined when it is none. */
export function groupsIn(text: string): readonly Group[] | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  const data = member(answer, 'data');
  if (!Array.isArray(data)) return undefined;
  return data.map((group: unknown) => ({
    labels: texts(member(group, 'labels')),
    values: (name) => {
      const metrics = member(member(group, name), 'metrics');
      if (!Array.isArray(metrics)) return [];
      return metrics.map((metric: unknown) => ({
        labels: texts(member(metric, 'labels')),
        value: Number(member(metric, 'value')),
      }));
    },
  }));
}

const texts = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  );
