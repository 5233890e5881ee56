/** What was thrown, as a sentence. Not redacted. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
