import type { Reporter } from '../reporter.ts';
import { annotations } from './annotations.ts';
import { summary } from './summary.ts';

/** For a job of GitHub Actions: the document is its summary, the commands are its annotations. */
export const githubReporter: Reporter = {
  says: 'GitHub Actions: a job summary in Markdown, and annotations on standard output',
  render: (report) => ({ document: summary(report), commands: annotations(report) }),
};
