import type { Report } from '../model/report.ts';

/** How much a reader's screen can show. Only the console reporter looks at it. */
export type View = {
  /** ANSI colours; never when the text goes to a file. */
  readonly color: boolean;
  /** Columns of the screen. */
  readonly width: number;
};

export const PLAIN_VIEW: View = { color: false, width: 100 };

/** What a reporter made of a report. Ends in a line break. */
export type Rendered = {
  readonly document: string;
  /** Lines for the standard output of the job, whatever file the document goes to. */
  readonly commands?: string;
};

/** Turns a finished report into text. Pure: writing it somewhere is the CLI's work. */
export type Reporter = {
  /** One line for the help text. */
  readonly says: string;
  readonly render: (report: Report, view: View) => Rendered;
};
