import type { Leg } from './leg.ts';
import { ALERTS, MAY_BE_ABSENT, seriesIn } from './alerts.ts';
import { jsonAt, list, text } from './ask.ts';
import { member } from '../export/member.ts';
import { bad, fine, unknown } from './leg.ts';

type Loaded = { readonly name: string; readonly query: string; readonly health: string; readonly error: string };

/** Every alert as Prometheus has it: loaded, evaluated without an error, and with series to evaluate. */
export async function* ruleLegs(prometheus: URL, signal: AbortSignal): AsyncGenerator<Leg> {
  const answer = await jsonAt(prometheus, '/api/v1/rules?type=alert', signal);
  if (!answer.ok) {
    yield bad('rules', answer.error, 'check the address, and that Prometheus runs');
    return;
  }
  const loaded = rulesIn(answer.value).filter(({ name }) => ALERTS.some((alert) => alert === name));
  const wrong = [...ALERTS.flatMap((alert) => missing(alert, loaded)), ...loaded.flatMap(unwell)];
  yield* wrong;
  if (wrong.length === 0) yield fine('rules', `all ${ALERTS.length} alerts are loaded and evaluated`);
  yield* seriesLegs(loaded, prometheus, signal);
}

const missing = (alert: string, loaded: readonly Loaded[]): readonly Leg[] =>
  loaded.some(({ name }) => name === alert)
    ? []
    : [bad('rules', `Prometheus has no rule ${alert}`, 'look at the label `release` of the PrometheusRule')];

function unwell({ name, health, error }: Loaded): readonly Leg[] {
  if (health === 'ok') return [];
  if (health === 'unknown') return [unknown('rules', `${name} was not evaluated yet`, 'look again in a minute')];
  return [bad('rules', `${name} cannot be evaluated: ${error}`, 'repair its expression; promtool checks it')];
}

const rulesIn = (answer: unknown): readonly Loaded[] =>
  list(member(member(answer, 'data'), 'groups'))
    .flatMap((group) => list(member(group, 'rules')))
    .map((rule) => ({
      name: text(member(rule, 'name')),
      query: text(member(rule, 'query')),
      health: text(member(rule, 'health')),
      error: text(member(rule, 'lastError')),
    }));

async function* seriesLegs(loaded: readonly Loaded[], prometheus: URL, signal: AbortSignal): AsyncGenerator<Leg> {
  const needed = [...new Set(loaded.flatMap(({ query }) => seriesIn(query)))];
  const wanted = needed.filter((series) => !Object.hasOwn(MAY_BE_ABSENT, series));
  let gaps = 0;
  for (const series of wanted) {
    const answer = await jsonAt(prometheus, `/api/v1/query?query=${encodeURIComponent(`count(${series})`)}`, signal);
    if (!answer.ok) {
      yield bad('series', answer.error, 'check the address, and that Prometheus runs');
      return;
    }
    if (list(member(member(answer.value, 'data'), 'result')).length > 0) continue;
    gaps += 1;
    const blind = blindWithout(series, loaded);
    yield bad('series', `${series} does not exist, so ${blind} cannot fire`, 'docs/runbooks/ParityRuleHasNoData.md');
  }
  if (gaps === 0) yield fine('series', `all ${wanted.length} that must exist do`);
}

/** The alert that tells of missing series needs them all, and is the last to be blind. */
const blindWithout = (series: string, loaded: readonly Loaded[]): string =>
  loaded.find(({ name, query }) => name !== 'ParityRuleHasNoData' && seriesIn(query).includes(series))?.name ?? '';
