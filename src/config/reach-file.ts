import { z } from 'zod';
import { reachHeadersFile } from './headers-file.ts';
import type { SettingSource } from './setting.ts';
import { settingOf } from './setting.ts';
import { EnvName, Host, Origin, Words } from './text.ts';

/** The block `reach` of a target. */
export const reachFile = (source: SettingSource) =>
  z
    .strictObject({
      vantage: z.enum(['edge', 'direct', 'in-cluster']).exactOptional().meta({
        description: 'Where the harness stands. Default: "direct" with connectTo, else "edge".',
      }),
      connectTo: connectToFile(source).exactOptional().meta({
        description: 'Connect here instead of where DNS points; URL, Host and SNI stay.',
      }),
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
      headers: reachHeadersFile(source),
    })
    .meta({ description: 'How the target is dialled while its URL, Host and SNI stay.' });

export type ReachFile = z.infer<ReturnType<typeof reachFile>>;

/** Where a connection goes instead of where its URL points. */
export const connectToFile = (source: SettingSource) =>
  z.strictObject({
    host: settingOf(Host, source).meta({ description: 'An address or another name.' }),
    port: z
      .int('expected a whole number')
      .min(1, 'expected a port from 1 to 65535')
      .max(65_535, 'expected a port from 1 to 65535')
      .exactOptional()
      .meta({ description: "Default: the URL's." }),
  });
