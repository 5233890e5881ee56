import { defineConfig } from '@playwright/test';

/** The second runner: the same scenarios, one project for each target. It needs no browser. */
export default defineConfig({
  testDir: 'suites',
  testMatch: '*.spec.ts',
  outputDir: 'reports/playwright',
  // A retry would hide exactly what these suites look for.
  retries: 0,
  fullyParallel: false,
  workers: 1,
  reporter: 'list',
  projects: [{ name: 'reference' }, { name: 'candidate' }],
});
