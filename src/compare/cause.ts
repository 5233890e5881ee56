import type { CauseId } from '../model/causes.ts';
import { DRIFT_RULES, type RuleId } from '../model/rules.ts';
import { AN_ANSWER, type StepDifference } from './step.ts';

type Evidence = (difference: StepDifference) => boolean;

const answers =
  (...statuses: readonly number[]): Evidence =>
  ({ actual }) =>
    statuses.some((status) => new RegExp(`(?:^|answered )${status}\\b`, 'u').test(actual));

const says =
  (pattern: RegExp): Evidence =>
  ({ actual }) =>
    pattern.test(actual);

const isIn =
  (pattern: RegExp): Evidence =>
  ({ path }) =>
    pattern.test(path);

/** What must be seen for a cause to be named. A cause without an entry needs nothing more than its rule. */
const EVIDENCE: Readonly<Partial<Record<CauseId, Evidence>>> = {
  'tls-misconfigured': says(/\b(?:certificate|TLS)\b/u),
  'gateway-timeout': answers(504, 524),
  'maintenance-mode': answers(503),
  'body-limit': answers(413),
  'stateful-domains': (difference) => answers(419)(difference) || isIn(/XSRF/u)(difference),
  'throttle-differs': (difference) => answers(429)(difference) || isIn(/ratelimit|retry-after/u)(difference),
  'token-not-recognised': answers(401),
  'signed-url-refused': answers(403),
  'application-error': (difference) => answers(500)(difference) || isIn(/_id$/u)(difference),
  'route-missing': (difference) => answers(404)(difference) || difference.path === 'header:location',
  'edge-answered': (difference) =>
    difference.attribution === 'edge-answer' ||
    answers(502, 520, 521, 522, 523, 525, 526)(difference) ||
    says(/\bhtml$|\bbytes of HTML, wanted JSON$/u)(difference),
  // Only the scenario that asked for it knows.
  'dependency-down': () => false,
  'answer-cut': says(/\bthe connection ended after \d+ bytes\b|\bin the middle of its answer\b/u),
  'target-down': ({ expected }) => expected === AN_ANSWER,
  'output-before-answer': (difference) => says(/malformed|text\/html/u)(difference),
  'locale-missing': (difference) => difference.rule === 'language-changed' || isIn(/content-language/u)(difference),
  'php-list-reindexed': ({ expected, actual }) => `${expected} ${actual}`.includes('index keys'),
  'default-names-changed': ({ expected, actual }) => plain(expected) === plain(actual),
  'forwarded-port-lost': says(/:\d+/u),
  'storage-url': ({ rule, expected, actual }) =>
    (rule === 'url-foreign-host' && !expected.includes('{target}')) ||
    (/url-|path/u.test(expected) && /url-|path/u.test(actual)),
};

/** Session names differ in dashes and underscores only. */
const plain = (name: string): string => name.replaceAll(/[-_]/gu, '');

/**
 * The likely cause of a group of differences: the first of the rule whose evidence is there, else the first that
 * needs none.
 */
export function causeOf(rule: RuleId, group: readonly StepDifference[]): CauseId | undefined {
  const causes: readonly CauseId[] = DRIFT_RULES[rule].causes;
  const proven = causes.find((cause) => group.some((difference) => EVIDENCE[cause]?.(difference) === true));
  return proven ?? causes.find((cause) => EVIDENCE[cause] === undefined);
}
