/** Field → messages. */
export type Errors = Readonly<Record<string, readonly string[]>>;

export type Input = Readonly<Record<string, unknown>>;

/** What is wrong with a value, in the words of the validation language lines; undefined when nothing is. */
export type Rule = (value: unknown, field: string) => string | undefined;

export const string: Rule = (value, field) =>
  typeof value === 'string' ? undefined : `The ${field} must be a string.`;

export const email: Rule = (value, field) =>
  typeof value === 'string' && /^[^\s@.]+(\.[^\s@.]+)*@[^\s@.]+(\.[^\s@.]+)*$/.test(value)
    ? undefined
    : `The ${field} must be a valid email address.`;

export const atMost =
  (max: number): Rule =>
  (value, field) =>
    typeof value === 'string' && value.length > max
      ? `The ${field} must not be greater than ${max} characters.`
      : undefined;

export type FieldRules = { readonly isRequired: boolean; readonly rules: readonly Rule[] };

/** As Laravel's validator: every rule speaks, but a missing field is only called missing. @returns {} when all is well */
export const validate = (input: Input, fields: Readonly<Record<string, FieldRules>>): Errors =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([field, rules]) => [field, problemsOf(input[field], field, rules)] as const)
      .filter(([, problems]) => problems.length > 0),
  );

function problemsOf(value: unknown, field: string, { isRequired, rules }: FieldRules): readonly string[] {
  const label = field.replaceAll('_', ' ');
  if (isMissing(value)) return isRequired ? [`The ${label} field is required.`] : [];
  return rules.map((rule) => rule(value, label)).filter((problem) => problem !== undefined);
}

/** To PHP `{}` is an empty list. */
const isMissing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);
