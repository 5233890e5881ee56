import type { ZodType } from 'zod';
import { StepFailed } from '../src/model/scenario.ts';

/**
 * Takes from an answer what the scenario needs to go on, and nothing else; parity of the rest is the comparison's work.
 *
 * @param what names the thing in the failure text, e.g. `the token at /token`
 * @throws StepFailed when it is not there or of another type
 */
export function rely<T>(schema: ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StepFailed(`${what} cannot be relied on: ${issue?.message ?? 'it is invalid'}`);
}
