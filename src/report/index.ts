import type { Reporter } from './reporter.ts';

/** Every reporter `--reporter` accepts, loaded when it is chosen. To add one: write its file, then add its line here. */
export const REPORTERS = {
  console: async () => (await import('./console/console.ts')).consoleReporter,
  json: async () => (await import('./json.ts')).jsonReporter,
  junit: async () => (await import('./junit.ts')).junitReporter,
  github: async () => (await import('./github/github.ts')).githubReporter,
} satisfies Record<string, () => Promise<Reporter>>;

export type ReporterName = keyof typeof REPORTERS;
