/** Marks the traces of the harness: `parity` in ASCII. */
const PREFIX = '7061726974790000';

/**
 * The W3C trace id of a run: 32 hex digits that end in the run's id, so that the one is found by the other.
 *
 * @param runId 16 hex digits, random
 */
export const traceIdOf = (runId: string): string => PREFIX + runId.padStart(16, '0');
