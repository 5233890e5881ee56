import { z } from 'zod';
import type { Env } from './env.ts';
import { EnvName } from './text.ts';

/** How settings are looked up while one file is read. */
export type SettingSource = {
  readonly env: Env;
  /** Called for each setting the file names. One without value and default is missing; `$NAME` then stands for it. */
  readonly onSetting: (name: string, value: string | undefined) => void;
};

const Named = z
  .strictObject({
    env: EnvName.meta({ description: 'Name of the environment variable that holds the value.' }),
    default: z.string().exactOptional().meta({ description: 'Used when the variable is not set, or empty.' }),
  })
  .meta({ id: 'setting', description: 'A value that the environment (or the file .env) gives. Never a secret.' });

const EXPECTED = 'text, or a setting such as { "env": "PARITY_NAME" }';

/** What stands for the value of a setting that is missing, when nothing is sent. */
export const placeholder = (name: string): string => `$${name}`;

/** Makes the schema of a text that may be left to the environment. */
export type Setting = (text: z.ZodType<string, string>) => ReturnType<typeof settingOf>;

/** One schema for each kind of text: a schema takes longer to make than to use, and most settings are paths and pointers. */
export function settingsFrom(source: SettingSource): Setting {
  const made = new Map<z.ZodType, ReturnType<typeof settingOf>>();
  return (text) => {
    const schema = made.get(text) ?? settingOf(text, source);
    made.set(text, schema);
    return schema;
  };
}

/** The same rules hold for what is written and for what the environment says. */
function settingOf(text: z.ZodType<string, string>, { env, onSetting }: SettingSource) {
  return z.union([text, Named], { error: ({ input }) => mistaken(input) }).transform((written, context) => {
    if (typeof written === 'string') return written;
    const found = valueOf(env, written.env) ?? written.default;
    onSetting(written.env, found);
    if (found === undefined) return placeholder(written.env);
    const from = valueOf(env, written.env) === undefined ? 'its default' : `the environment variable ${written.env}`;
    for (const { message } of text.safeParse(found).error?.issues ?? []) {
      context.addIssue({ code: 'custom', message: `${message} (${from} says ${JSON.stringify(found)})` });
    }
    return found;
  });
}

/** An empty variable counts as not set: that is what CI systems hand over for a value they do not have. */
export function valueOf(env: Env, name: string): string | undefined {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return value === '' ? undefined : value;
}

const mistaken = (input: unknown): string | undefined => {
  if (input === undefined) return `is missing; expected ${EXPECTED}`;
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? undefined : `expected ${EXPECTED}`;
};
