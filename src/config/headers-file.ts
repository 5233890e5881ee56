import { z } from 'zod';
import type { HeaderValue } from '../model/tenant.ts';
import type { Setting } from './setting.ts';
import { EnvName, HeaderName, HeaderText } from './text.ts';

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

/** A witness is asked without a session, so how parity comes in is the tenant's to say. */
const SETTABLE_FOR_WITNESSES = HeaderName.refine(
  (name) => /^authorization$/i.test(name) || !OWN_HEADERS.test(name),
  'is set by parity itself',
);

/** Headers of every request to a target. */
export const reachHeadersFile = (setting: Setting) =>
  headersFile(SETTABLE, setting).meta({ description: 'Sent with every request to this target, and to no other.' });

/** Headers of a service beside the targets, e.g. Argo CD. */
export const serviceHeadersFile = (setting: Setting) =>
  headersFile(SETTABLE, setting).meta({ description: 'Sent with every request to it, and to nobody else.' });

/** Headers of what a witness is asked. */
export const witnessHeadersFile = (setting: Setting) =>
  headersFile(SETTABLE_FOR_WITNESSES, setting).meta({
    description: 'Sent when this witness is asked, beside the headers of the reach.',
    examples: [{ 'X-Ops-Token': { secret: 'PARITY_OPS_TOKEN' } }],
  });

const headersFile = (name: typeof SETTABLE, setting: Setting) =>
  z
    .record(name, z.union([SecretRef, setting(HeaderText)], 'expected text, or { "secret": "PARITY_NAME" }'))
    .prefault({})
    .superRefine((headers, context) => {
      for (const [header, value] of Object.entries(headers)) {
        if (typeof value !== 'string' || !SOUNDS_SECRET.test(header)) continue;
        context.addIssue({
          code: 'custom',
          path: [header],
          message: 'sounds secret; write { "secret": "PARITY_NAME" }',
        });
      }
    });

type HeadersFile = z.infer<ReturnType<typeof headersFile>>;

export const buildHeaders = (headers: HeadersFile): Readonly<Record<string, HeaderValue>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? { literal: value } : value]),
  );
