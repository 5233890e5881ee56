import type { Baseline } from '../model/baseline.ts';
import type { Result } from '../model/result.ts';
import { z } from 'zod';
import { err, ok } from '../model/result.ts';
import { messageOf } from '../model/message-of.ts';

/** Raised when an older reader would misunderstand the file. */
export const BASELINE_VERSION = 1;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const pin = z.union([
  z.strictObject({ path: z.string(), enum: z.array(scalar).min(1) }),
  z.strictObject({ path: z.string(), is: z.enum(['optional', 'nullable', 'map', 'record']) }),
]);

const BaselineFile = z.strictObject({
  version: z.literal(BASELINE_VERSION),
  scenario: z.string(),
  step: z.string(),
  status: z.int(),
  body: z.enum(['json', 'html', 'text', 'empty', 'binary', 'malformed', 'truncated']),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string().exactOptional() })),
  cookies: z.array(z.strictObject({ name: z.string(), attributes: z.array(z.string()) })),
  pins: z.array(pin),
  shape: z.looseObject({ count: z.int().nonnegative() }).exactOptional(),
  provenance: z.strictObject({
    recordedAt: z.iso.datetime(),
    tenant: z.string(),
    role: z.enum(['reference', 'candidate']),
    revision: z.string().exactOptional(),
    samples: z.int().positive(),
  }),
});

/** @returns the baseline, or all that is wrong with the text in one line */
export function parseBaseline(text: string): Result<Baseline, string> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return err(`is not JSON: ${messageOf(cause)}`);
  }
  const version = versionOf(json);
  if (version === undefined) return err('is no baseline: it has no version');
  if (version !== BASELINE_VERSION)
    return err(`is of version ${JSON.stringify(version)}; this parity reads version ${BASELINE_VERSION}`);
  // A function compiled for the schema would take longer than the few files of a run.
  const parsed = BaselineFile.safeParse(json, { jitless: true });
  if (!parsed.success) return err(problemsOf(parsed.error));
  const { version: _version, ...baseline } = parsed.data;
  return ok(baseline);
}

const versionOf = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;

/** All that is wrong with a file, in one line. */
export const problemsOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
