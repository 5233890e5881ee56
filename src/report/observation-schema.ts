import { z } from 'zod';
import { ShapeFile } from './shape-schema.ts';

/** What one step saw, as it stands in a saved report. */

const HeaderFile = z.tuple([z.string(), z.string()]);
const milliseconds = z.number().nonnegative();

export const FaultFile = z.strictObject({
  kind: z.enum(['dns', 'refused', 'unreachable', 'reset', 'tls', 'timeout', 'protocol', 'too-large', 'wrong-address']),
  blame: z.enum(['target', 'harness', 'world']),
  phase: z.enum(['dns', 'connect', 'tls', 'send', 'wait', 'receive']),
  code: z.string(),
  says: z.string(),
});

const BodyFile = z.strictObject({
  state: z.enum(['json', 'html', 'text', 'empty', 'binary', 'malformed', 'truncated']),
  bytes: z.int().nonnegative(),
  digest: z.string(),
  text: z.string().exactOptional(),
  base64: z.string().exactOptional(),
  problem: z.string().exactOptional(),
  shape: ShapeFile.exactOptional(),
});

const CertificateFile = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  names: z.array(z.string()),
  fingerprint: z.string(),
});

const ConnectionFile = z.strictObject({
  address: z.string(),
  port: z.int(),
  tls: z.strictObject({ protocol: z.string(), alpn: z.string(), certificate: CertificateFile }).exactOptional(),
});

const TimingsFile = z.strictObject({
  dns: milliseconds.exactOptional(),
  connect: milliseconds.exactOptional(),
  tls: milliseconds.exactOptional(),
  send: milliseconds.exactOptional(),
  wait: milliseconds.exactOptional(),
  receive: milliseconds.exactOptional(),
  total: milliseconds,
});

export const ObservationFile = z.strictObject({
  kind: z.literal('exchange'),
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    headers: z.array(HeaderFile),
    body: z.string().exactOptional(),
  }),
  response: z.strictObject({ status: z.int(), headers: z.array(HeaderFile), body: BodyFile }),
  connection: ConnectionFile,
  timings: TimingsFile,
});
