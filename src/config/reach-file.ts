import { z } from 'zod';
import { reachHeadersFile } from './headers-file.ts';
import type { Setting } from './setting.ts';
import { EnvName, Host, Origin, Words } from './text.ts';

/** The block `reach` of a target. */
export const reachFile = (setting: Setting) =>
  z
    .strictObject({
      vantage: z.enum(['edge', 'direct', 'in-cluster']).exactOptional().meta({
        description: 'Where the harness stands. Default: "direct" with connectTo, else "edge".',
      }),
      connectTo: connectToFile(setting).exactOptional().meta({
        description: 'Connect here instead of where DNS points; URL, Host and SNI stay.',
      }),
      ca: z
        .array(setting(Words))
        .min(1, 'expected at least one file; leave it out to trust the built-in roots')
        .exactOptional()
        .meta({ description: 'PEM files whose certificates replace the built-in roots.' }),
      clientCertificate: z
        .strictObject({
          certificate: setting(Words).meta({ description: 'PEM file of the certificate.' }),
          key: EnvName.meta({ description: 'Name of the environment variable that holds the PEM text of its key.' }),
        })
        .exactOptional()
        .meta({ description: 'For a gateway that asks for a client certificate.' }),
      origin: setting(Origin).exactOptional().meta({ description: 'Sent as Origin.' }),
      headers: reachHeadersFile(setting),
    })
    .meta({ description: 'How the target is dialled while its URL, Host and SNI stay.' });

export type ReachFile = z.infer<ReturnType<typeof reachFile>>;

/** Where a connection goes instead of where its URL points. */
export const connectToFile = (setting: Setting) =>
  z.strictObject({
    host: setting(Host).meta({ description: 'An address or another name.' }),
    port: z
      .int('expected a whole number')
      .min(1, 'expected a port from 1 to 65535')
      .max(65_535, 'expected a port from 1 to 65535')
      .exactOptional()
      .meta({ description: "Default: the URL's." }),
  });
