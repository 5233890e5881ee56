import type { Exchange } from '../model/observation.ts';
import { NotJudged, StepFailed } from '../model/scenario.ts';

const headerOf = (exchange: Exchange, wanted: string): string | undefined =>
  exchange.response.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

const asked = ({ request }: Exchange): string => `${request.method} ${pathOf(request.url)}`;

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

/** An answer that means the same whatever a scenario wanted: it overrides what the scenario made of it. */
const MEANINGS: readonly ((exchange: Exchange) => Error | undefined)[] = [
  (exchange) =>
    headerOf(exchange, 'cf-mitigated') === undefined
      ? undefined
      : new NotJudged(`${asked(exchange)} was answered by the edge with a challenge, not by the application`),
  (exchange) =>
    exchange.response.status === 429
      ? new NotJudged(`${asked(exchange)} was throttled (429); run less often, or raise the limit for the canary`)
      : undefined,
  (exchange) =>
    exchange.response.status >= 500
      ? new StepFailed(`${asked(exchange)} answered ${exchange.response.status}`)
      : undefined,
];

/**
 * What an answer means by itself.
 *
 * @param thrown what the scenario threw over it, if anything: its own words about a wrong answer are better than ours
 */
export function interpret(exchange: Exchange, thrown: unknown): unknown {
  const meaning = MEANINGS.map((means) => means(exchange)).find((found) => found !== undefined);
  if (meaning instanceof StepFailed && thrown instanceof StepFailed) return thrown;
  return meaning ?? thrown;
}
