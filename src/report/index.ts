import { consoleReporter } from './console/console.ts';
import { jsonReporter } from './json.ts';
import type { Reporter } from './reporter.ts';

/** Every reporter `--reporter` accepts. To add one: write its file, then add its line here. */
export const REPORTERS = {
  console: consoleReporter,
  json: jsonReporter,
} satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof REPORTERS;
