/** As Eloquent prints a date that the database keeps by the second. @param iso `2026-03-01T08:30:00Z` */
export const withMicroseconds = (iso: string): string => iso.replace(/Z$/, '.000000Z');

/** Without fraction. @param at milliseconds since the epoch */
export const isoSeconds = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** As `Date` says it. @param at milliseconds since the epoch */
export const httpDate = (at: number): string => new Date(at).toUTCString();
