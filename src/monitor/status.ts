import type { Row } from './board.ts';
import { VERDICT_ORDER } from '../model/verdict.ts';

/** What `/status` shows. */
export type Status = {
  readonly tenant: string;
  readonly suite: string;
  readonly parity: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Why nothing is begun now. */
  readonly paused?: 'maintenance' | 'stopped';
  /** Seconds until something is due. */
  readonly nextInSeconds: number;
  readonly rows: readonly Row[];
  readonly sinks: readonly {
    readonly sink: string;
    /** Seconds since the epoch. */
    readonly lastSuccess?: number;
    readonly fault?: string;
    /** Runs that it has not taken yet. */
    readonly waiting: number;
  }[];
};

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#1b1f24;background:#fff}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.25rem .9rem .25rem 0;text-align:left;vertical-align:top;
white-space:nowrap}td:nth-child(6){white-space:normal;max-width:45rem}
th{font-weight:600;border-bottom:1px solid #d0d7de}.pass{color:#1a7f37}.fail,.drift{color:#cf222e}.error{color:#8250df}
.inconclusive,.skipped{color:#9a6700}small{color:#57606a}`;

/** A page without scripts; it loads itself again. */
export const statusPage = (status: Status): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="15">
<meta name="viewport" content="width=device-width">
<title>${escaped(status.tenant)} · parity</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(status.tenant)} <small>suite ${escaped(status.suite)}, parity ${escaped(status.parity)}</small></h1>
<p>${escaped(headline(status))}</p>
${table(['Scenario', 'Target', 'Verdict', 'When', 'Took', 'Why', 'Run'], worstFirst(status.rows).map(rowCells))}
${table(['Sink', 'Last taken', 'Waiting', 'Fault'], status.sinks.map(sinkCells))}
</body>
</html>
`;

function headline({ paused, nextInSeconds, rows, startedAt }: Status): string {
  const bad = rows.filter(({ verdict }) => verdict === 'fail' || verdict === 'drift').length;
  const blind = rows.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'error').length;
  const wrong = `${bad === 0 ? 'nothing' : bad} wrong${blind === 0 ? '' : `, ${blind} not judged`}`;
  const state = rows.length === 0 ? 'nothing has run yet' : wrong;
  const next = paused === undefined ? `next run in ${Math.ceil(nextInSeconds)} s` : `paused: ${paused}`;
  return `${state}; ${next}; up since ${startedAt}`;
}

const worstFirst = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict));

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>
${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
</tbody></table>`;

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/\.\d+/, '');

const rowCells = ({ scenario, target, verdict, at, durationMs, reason = '', run }: Row): readonly string[] => [
  escaped(scenario),
  target,
  `<b class="${verdict}">${verdict}</b>`,
  isoOf(at),
  `${Math.round(durationMs)} ms`,
  escaped(reason),
  `<small>${escaped(run)}</small>`,
];

const sinkCells = ({ sink, lastSuccess, waiting, fault = '' }: Status['sinks'][number]): readonly string[] => [
  escaped(sink),
  lastSuccess === undefined ? 'never' : isoOf(lastSuccess),
  String(waiting),
  escaped(fault),
];
