import type { z } from 'zod';
import type { ConfigProblem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Every mistake zod found, with its path; of a union, those of the branch that was meant. */
export function problemsOf(error: z.ZodError, file: string): readonly ConfigProblem[] {
  return error.issues
    .flatMap((issue) => flatten(issue, []))
    .map(({ path, message }) => ({
      file,
      at: path.map(String).join('.'),
      says: message,
    }));
}

/** Says that a key is missing rather than that `undefined` was received. For `safeParse`. */
export const sayMissing: z.core.$ZodErrorMap = (issue) => {
  if (issue.input !== undefined) return undefined;
  if (issue.code === 'invalid_type') return `is missing; expected ${issue.expected}`;
  if (issue.code === 'invalid_value') return `is missing; expected one of ${issue.values.map(String).join(', ')}`;
  return undefined;
};

type Place = { readonly path: readonly PropertyKey[]; readonly message: string };

function flatten(issue: Issue, above: readonly PropertyKey[]): readonly Place[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path, message }));
  if (issue.code !== 'invalid_union') return [{ path, message: issue.message }];
  const meant = issue.errors.find((branch) => !branch.some((inner) => inner.path.length === 0 && isWrongKind(inner)));
  return meant?.flatMap((inner) => flatten(inner, path)) ?? [{ path, message: issue.message }];
}

const isWrongKind = ({ code }: Issue): boolean => code === 'invalid_type' || code === 'invalid_union';
