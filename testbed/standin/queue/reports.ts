/** A row of the table `reports`. */
export type Report = {
  readonly id: number;
  readonly userId: number;
  readonly title: string;
  readonly nonce: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  status: 'queued' | 'ready' | 'failed';
  handledBy: string | null;
  /** How often a worker began to build it. */
  attempts: number;
};

/** Ids are never given twice. */
export type Reports = { nextId: number; readonly rows: Map<number, Report> };

export const createReports = (): Reports => ({ nextId: 1, rows: new Map() });

type NewReport = Pick<Report, 'userId' | 'title' | 'nonce' | 'createdAt'>;

export function addReport(reports: Reports, fields: NewReport): Report {
  const report: Report = { id: reports.nextId, ...fields, status: 'queued', handledBy: null, attempts: 0 };
  reports.rows.set(report.id, report);
  reports.nextId += 1;
  return report;
}
