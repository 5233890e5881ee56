import type { Command } from 'commander';
import { collect, seconds, type SelectionOptions } from '../options.ts';
import { EXPORTER_NAMES, type ExporterName, EXPORTERS } from '../../export/index.ts';

export type MonitorOptions = SelectionOptions &
  Readonly<Partial<Record<ExporterName, string>>> & {
    readonly suite?: string;
    readonly spool?: string;
    readonly sinkTimeout: number;
  };

/** The suite of everything there is. */
export const WHOLE = 'all';

export const withSinks = (command: Command): Command =>
  EXPORTER_NAMES.reduce(
    (each, name) => each.option(`--${name} <url>`, EXPORTERS[name].says),
    command
      .option('--suite <name>', `names this selection in metrics (default: ${WHOLE}; --scenario and --target need one)`)
      .option('--sink-timeout <seconds>', 'for each request to a sink', seconds, 5)
      .option('--spool <folder>', 'keeps what no sink has taken yet, and what is remembered between runs'),
  );

export type ServeOptions = MonitorOptions & {
  readonly period: readonly string[];
  readonly jitter: number;
  readonly requestsPerMinute: number;
  readonly maintenance: readonly string[];
  readonly stopFile?: string;
  readonly tokenLife: number;
  readonly grace: number;
  readonly listen: string;
};

export const withSchedule = (command: Command): Command =>
  command
    .option(
      '--period <[scenario=]seconds>',
      'how often; for one scenario, or for all others (default: 300)',
      collect,
      [],
    )
    .option('--jitter <seconds>', 'the first run begins somewhere within', seconds, 30)
    .option('--requests-per-minute <number>', 'most requests to the targets', seconds, 600)
    .option(
      '--maintenance <window>',
      'nothing runs then: "Sun 02:00-04:00" (UTC) or from/to; repeat for more',
      collect,
      [],
    )
    .option('--stop-file <path>', 'nothing runs while this file exists')
    .option('--token-life <seconds>', 'one login serves so long', seconds, 3_600)
    .option('--grace <seconds>', 'what runs may take so long to end after SIGTERM', seconds, 20)
    .option('--listen <host:port>', '/metrics, /healthz, /readyz, /status', '127.0.0.1:9464');
