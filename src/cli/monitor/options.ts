import type { Command } from 'commander';
import { seconds, type SelectionOptions } from '../options.ts';
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
