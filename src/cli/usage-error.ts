/** Wrong usage or configuration: its text is printed as it is, without a stack; exit code 2, nothing ran. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @param todo what to do about it, e.g. a command to type */
export const usageError = (says: string, todo: string): UsageError => new UsageError(`error: ${says}\n  try: ${todo}`);
