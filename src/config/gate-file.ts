import { z } from 'zod';
import { serviceHeadersFile } from './headers-file.ts';
import { connectToFile } from './reach-file.ts';
import type { Setting } from './setting.ts';
import { EnvName, HeaderName, Origin, Path, Pointer, Words } from './text.ts';

/** The block `gate`: what `parity gate` waits for after a deploy, and which scenarios decide. */
export const gateFile = (setting: Setting) =>
  z
    .strictObject({
      argocd: argocdFile(setting).exactOptional(),
      version: versionFile(setting).exactOptional(),
      blocking: z.array(Words).prefault([]).meta({
        description: 'Globs over scenario ids that decide the exit code. Default: all.',
      }),
      advisory: z.array(Words).prefault([]).meta({
        description: 'Globs over scenario ids that are reported and do not decide.',
      }),
    })
    .meta({ description: 'For `parity gate`: who says that the candidate is the deployed revision; all must agree.' });

export type GateFile = z.infer<ReturnType<typeof gateFile>>;

const AppName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'expected the name of an Application, e.g. "mansety-prd-laravel"');

const argocdFile = (setting: Setting) =>
  z
    .strictObject({
      url: setting(Origin).meta({ description: 'Scheme, host and, if need be, port of its API.' }),
      app: setting(AppName).meta({ description: 'Name of the Application.' }),
      token: EnvName.meta({
        description: 'Name of the environment variable that holds a token which may get the Application.',
      }),
      connectTo: connectToFile(setting).exactOptional(),
      headers: serviceHeadersFile(setting),
      ca: z
        .array(setting(Words))
        .min(1, 'expected at least one file; leave it out to trust the built-in roots')
        .exactOptional()
        .meta({ description: 'PEM files whose certificates replace the built-in roots.' }),
    })
    .refine(({ url, ca }) => ca === undefined || !/^http:/i.test(url), {
      error: 'is plain http, so "ca" would never be used; write https://',
      path: ['url'],
    })
    .meta({ description: 'The Argo CD that deploys the candidate.' });

const versionFile = (setting: Setting) =>
  z
    .strictObject({
      path: setting(Path).exactOptional().meta({
        description: "What is asked. Default: /version, or with a header the health endpoint's path.",
      }),
      pointer: setting(Pointer)
        .exactOptional()
        .meta({
          description: 'JSON Pointer to the version in the answer.',
          examples: ['/revision'],
        }),
      header: HeaderName.exactOptional().meta({ description: 'The header that names it, instead of a pointer.' }),
      answers: z
        .int('expected a whole number')
        .min(2, 'expected 2 to 100 answers')
        .max(100, 'expected 2 to 100 answers')
        .prefault(20)
        .meta({ description: 'Answers in a row, each over a connection of its own, that must agree.' }),
    })
    .refine(({ pointer, header }) => (pointer === undefined) !== (header === undefined), {
      error: 'expected a "pointer" or a "header": one of the two',
    })
    .meta({ description: 'Where the candidate says which version it runs (docs/gate.md).' });
