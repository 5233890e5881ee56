import { z } from 'zod';
import type { SettingSource } from './setting.ts';
import { settingOf } from './setting.ts';
import { EnvName, HeaderName, HeaderText, Host, Origin, Words } from './text.ts';

/** One element of `targets`. */
export const targetFile = (source: SettingSource) =>
  z
    .strictObject({
      role: z.enum(['reference', 'candidate']).meta({
        description: '"reference": where the application lives today. "candidate": where it is going.',
      }),
      url: settingOf(Origin, source)
        .exactOptional()
        .meta({
          description: 'Scheme, host and, if need be, port. Absent for a stand-in.',
          examples: ['https://api.mansety.com'],
        }),
      standin: z
        .strictObject({ drifts: z.array(Words).meta({ description: 'Names of drifts; "*" stands for all.' }) })
        .exactOptional()
        .meta({ description: 'Parity itself starts this target: a stand-in for the testbed application.' }),
      reach: reachFile(source).prefault({}),
    })
    .refine(({ url, standin }) => (url === undefined) !== (standin === undefined), {
      error: ({ input }) =>
        isStandin(input) ? 'stands beside a standin; leave one of the two out' : 'is missing; write one, or a standin',
      path: ['url'],
      when: ({ value }) => typeof value === 'object' && value !== null,
    })
    .refine(({ url, reach }) => !/^http:/i.test(url ?? '') || !needsTls(reach), {
      error: 'is plain http, so "ca" and "clientCertificate" in its reach would never be used; write https://',
      path: ['url'],
    });

type ReachFile = z.infer<ReturnType<typeof reachFile>>;

const isStandin = (input: unknown): boolean => typeof input === 'object' && input !== null && 'standin' in input;

const needsTls = ({ ca, clientCertificate }: ReachFile): boolean => ca !== undefined || clientCertificate !== undefined;

const reachFile = (source: SettingSource) =>
  z
    .strictObject({
      vantage: z.enum(['edge', 'direct', 'in-cluster']).exactOptional().meta({
        description: 'Where the harness stands. Default: "direct" with connectTo, else "edge".',
      }),
      connectTo: connectToFile(source).exactOptional(),
      ca: z
        .array(settingOf(Words, source))
        .min(1, 'expected at least one file; leave it out to trust the built-in roots')
        .exactOptional()
        .meta({ description: 'PEM files whose certificates replace the built-in roots.' }),
      clientCertificate: z
        .strictObject({
          certificate: settingOf(Words, source).meta({ description: 'PEM file of the certificate.' }),
          key: EnvName.meta({ description: 'Name of the environment variable that holds the PEM text of its key.' }),
        })
        .exactOptional()
        .meta({ description: 'For a gateway that asks for a client certificate.' }),
      origin: settingOf(Origin, source).exactOptional().meta({ description: 'Sent as Origin.' }),
      headers: headersFile(source),
    })
    .meta({ description: 'How the target is dialled while its URL, Host and SNI stay.' });

export const connectToFile = (source: SettingSource) =>
  z
    .strictObject({
      host: settingOf(Host, source).meta({ description: 'An address or another name.' }),
      port: z
        .int('expected a whole number')
        .min(1, 'expected a port from 1 to 65535')
        .max(65_535, 'expected a port from 1 to 65535')
        .exactOptional()
        .meta({ description: "Default: the URL's." }),
    })
    .meta({ description: 'Connect here instead of where DNS points; URL, Host and SNI stay.' });

const SecretRef = z
  .strictObject({ secret: EnvName.meta({ description: 'Name of the environment variable that holds the value.' }) })
  .meta({ id: 'secret', description: 'A value that is never printed.' });

/** Ours to set; a second line of them would break requests in ways that look like a drift. */
const OWN_HEADERS =
  /^(accept|accept-encoding|authorization|connection|content-length|content-type|cookie|host|origin|te|transfer-encoding|upgrade)$/i;

const SOUNDS_SECRET = /authorization|secret|token|password|api-?key|cookie/i;

const SETTABLE = HeaderName.refine(
  (name) => !OWN_HEADERS.test(name),
  'is set by parity itself (for Origin write "origin" in the reach)',
);

export const headersFile = (source: SettingSource) =>
  z
    .record(
      SETTABLE,
      z.union([SecretRef, settingOf(HeaderText, source)], 'expected text, or { "secret": "PARITY_NAME" }'),
    )
    .prefault({})
    .superRefine((headers, context) => {
      for (const [name, value] of Object.entries(headers)) {
        if (typeof value !== 'string' || !SOUNDS_SECRET.test(name)) continue;
        context.addIssue({ code: 'custom', path: [name], message: 'sounds secret; write { "secret": "PARITY_NAME" }' });
      }
    })
    .meta({ description: 'Sent with every request to it, and to nobody else.' });
