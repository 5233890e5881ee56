import type { Report } from '../../model/report.ts';
import type { Paint } from '../layout.ts';

export type Page = { readonly paint: Paint; readonly width: number };

/** Some lines of the report, or none when there is nothing to say. */
export type Section = (report: Report, page: Page) => readonly string[];
