import { z } from 'zod';
import { LEVELS, PRESETS } from '../model/level.ts';
import { VALUE_CLASSES } from '../model/noise.ts';
import { nearest } from '../model/nearest.ts';
import { RULE_IDS } from '../model/rules.ts';
import { applicationFile } from './application-file.ts';
import { gateFile } from './gate-file.ts';
import { type Setting, settingsFrom, type SettingSource } from './setting.ts';
import { targetFile } from './target-file.ts';
import { EnvName, HostAndPort, Words } from './text.ts';

export type FileSource = SettingSource & {
  readonly scenarioIds: readonly string[];
  /** Every tenant there is: what `isolationPeer` may name. */
  readonly tenantIds: readonly string[];
};

/** A tenant file, whole. Its id is the name of the file. */
export function tenantFile(source: FileSource) {
  const setting = settingsFrom(source);
  return z.strictObject({
    $schema: z.string().exactOptional(),
    title: Words.meta({ description: 'One line for reports.' }),
    application: applicationFile(setting),
    targets: z
      .array(targetFile(setting))
      .min(1, 'expected one or two targets')
      .max(2, 'expected one or two targets')
      .refine(rolesDiffer, {
        error: 'expected two different roles: one reference, one candidate',
        path: [1, 'role'],
        when: ({ value }) => Array.isArray(value),
      })
      .meta({ description: 'The deployments: two of different roles, or one.' }),
    accounts: z.strictObject({ canary: canaryFile(setting), refused: refusedFile(setting) }).meta({
      description: 'Accounts made for probing.',
    }),
    required: requiredFile(source).exactOptional(),
    policy: policyFile.prefault({}),
    gate: gateFile(setting).exactOptional(),
    isolationPeer: peerFile(source).exactOptional(),
    control: setting(HostAndPort).exactOptional().meta({
      description: 'host:port that answers while our own network is alive; asked only when a target does not.',
    }),
  });
}

export type TenantFile = z.infer<ReturnType<typeof tenantFile>>;

/** Also looks at targets that hold other mistakes, so that all are reported at once. */
const rolesDiffer = ([one, other]: readonly ({ readonly role?: string } | null)[]): boolean =>
  one?.role === undefined || one.role !== other?.role;

const canaryFile = (setting: Setting) =>
  z
    .strictObject({
      identifier: setting(Words).meta({ description: 'What the account signs in with; not a secret.' }),
      password: EnvName.meta({ description: 'Name of the environment variable that holds the password.' }),
    })
    .meta({ description: 'The account that signs in.' });

const refusedFile = (setting: Setting) =>
  z
    .strictObject({
      identifier: setting(Words).meta({ description: 'What the account would sign in with.' }),
      password: EnvName.exactOptional().meta({ description: "Never sent. Default: the canary's." }),
    })
    .meta({ description: 'Used with wrong passwords only, so that no lock-out touches the canary.' });

const requiredFile = ({ scenarioIds }: FileSource) =>
  z
    .array(
      z.string().refine((id) => scenarioIds.includes(id), {
        error: ({ input }) => unknown('scenario', input, scenarioIds),
      }),
    )
    .min(1, 'expected at least one scenario; leave it out to require all')
    .meta({
      description:
        'Scenarios without which no run may be called judged. Default: all, also those that need what the tenant does not name.',
    });

const peerFile = ({ tenantIds }: FileSource) =>
  z
    .string()
    .refine((id) => tenantIds.includes(id), { error: ({ input }) => unknown('tenant', input, tenantIds) })
    .meta({ description: 'The tenant whose messages must never arrive here. Its sockets are opened beside ours.' });

const arrayBase = {
  at: Words.meta({ description: 'Glob over scenario/step.' }),
  path: z
    .string()
    .regex(/^(?:\/.*)?$/u, 'expected a JSON Pointer with * for elements, e.g. /data/*/tags')
    .meta({ description: 'JSON Pointer of the array, with * for elements.' }),
};

const arrayFile = z.discriminatedUnion('order', [
  z.strictObject({ ...arrayBase, order: z.enum(['ordered', 'set', 'tuple']) }),
  z.strictObject({ ...arrayBase, order: z.literal('keyed'), by: z.array(Words).min(1, 'expected a property') }),
]);

const noiseFile = z.strictObject({
  id: Words.meta({ description: 'Names the rule in reports.' }),
  at: arrayBase.at,
  path: z
    .string()
    .regex(/^\/.+$/u, 'expected a JSON Pointer of one field, with * for elements, e.g. /data/*/took')
    .meta({ description: 'JSON Pointer of one field, with * for elements.' }),
  pattern: z.union([
    z.strictObject({ class: z.enum(VALUE_CLASSES) }),
    z.strictObject({ like: Words }),
    z.strictObject({ matches: Words }),
  ]),
  reason: Words,
  identity: Words.exactOptional(),
});

const policyFile = z
  .strictObject({
    preset: z.enum(PRESETS).prefault('parity').meta({
      description: '"parity": an added key is drift. "contract": added is fine.',
    }),
    levels: z
      .array(
        z.strictObject({
          rule: z.enum(RULE_IDS, { error: ({ input }) => unknown('rule', input, RULE_IDS) }),
          level: z.enum(LEVELS),
          at: Words.exactOptional().meta({ description: 'Glob over scenario/step. Absent: every step.' }),
          path: Words.exactOptional().meta({ description: 'Glob over the place. Absent: every place.' }),
        }),
      )
      .prefault([])
      .meta({ description: 'Raises or lowers rules. The last entry that fits wins.' }),
    critical: z.array(Words).prefault([]).meta({
      description: 'Globs over scenario/step: there, other data is inconclusive, and the bytes are compared too.',
    }),
    noise: z.array(noiseFile).prefault([]).meta({ description: 'Values that may differ; never structure.' }),
    arrays: z.array(arrayFile).prefault([]).meta({ description: 'How elements of arrays belong together.' }),
  })
  .meta({ description: 'What counts how much.' });

/** `unknown rule "x"; did you mean "y"?`, or the list when nothing is near. */
function unknown(what: string, input: unknown, names: readonly string[]): string {
  if (typeof input !== 'string') return `expected the name of a ${what}`;
  const meant = nearest(input, names);
  return `unknown ${what} "${input}"; ${meant === undefined ? `known are: ${names.join(', ')}` : `did you mean "${meant}"?`}`;
}
