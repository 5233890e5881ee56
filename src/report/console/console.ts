import type { Report } from '../../model/report.ts';
import { withoutCommands } from '../escape.ts';
import { painter } from '../layout.ts';
import type { Reporter, View } from '../reporter.ts';
import { acceptedSection } from './accepted.ts';
import { coverageSection } from './coverage.ts';
import { failureSection } from './failures.ts';
import { findingSection } from './findings.ts';
import { headlineSection, titleSection } from './frame.ts';
import { matrixSection } from './matrix.ts';
import type { Section } from './page.ts';

/** From the whole to the parts; the last line, the one that stays on the screen, says what came out. */
const SECTIONS: readonly Section[] = [
  titleSection,
  matrixSection,
  findingSection,
  failureSection,
  acceptedSection,
  coverageSection,
  headlineSection,
];

export const consoleReporter: Reporter = {
  says: 'for people: verdicts, findings worst first, how to repeat each failure',
  render: (report, view) => ({ document: `${consoleLines(report, view).join('\n')}\n` }),
};

function consoleLines(report: Report, { color, width }: View): readonly string[] {
  const page = { paint: painter(color), width };
  const blocks = SECTIONS.map((section) => section(report, page)).filter((lines) => lines.length > 0);
  return blocks.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines])).map(withoutCommands);
}
