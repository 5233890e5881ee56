import { consoleReporter } from './console/console.ts';
import { githubReporter } from './github/github.ts';
import { jsonReporter } from './json.ts';
import { junitReporter } from './junit.ts';
import type { Reporter } from './reporter.ts';

/** Every reporter `--reporter` accepts. To add one: write its file, then add its line here. */
export const REPORTERS = {
  console: consoleReporter,
  json: jsonReporter,
  junit: junitReporter,
  github: githubReporter,
} satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof REPORTERS;
