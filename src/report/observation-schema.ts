import { z } from 'zod';
import { CAUSES, type CauseId } from '../model/causes.ts';
import { growing } from './schema-notes.ts';
import { ShapeFile } from './shape-schema.ts';

/** What one step saw, as it stands in a saved report. */

export const CAUSE_IDS = Object.keys(CAUSES).filter((id): id is CauseId => id in CAUSES);

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
  tls: z
    .strictObject({
      protocol: z.string(),
      alpn: z.string(),
      certificate: CertificateFile,
      root: CertificateFile.pick({ subject: true, validTo: true }).exactOptional(),
    })
    .exactOptional(),
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

const RequestFile = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.array(HeaderFile),
  body: z.string().exactOptional(),
});

const ResponseFile = z.strictObject({ status: z.int(), headers: z.array(HeaderFile), body: BodyFile });

const seen = { request: RequestFile, response: ResponseFile, timings: TimingsFile };

const FrameFile = z.strictObject({
  socket: z.string(),
  way: z.enum(['in', 'out']),
  atMs: milliseconds,
  bytes: z.int().nonnegative(),
  event: z.string().exactOptional(),
  text: z.string().exactOptional(),
});

const TestimonyFile = z.strictObject({
  witness: z.string(),
  kind: z.enum(['queue', 'job', 'scheduler']),
  answer: z.enum(['yes', 'no', 'absent', 'stale', 'no-permission']),
  says: z.string(),
  cause: growing(CAUSE_IDS).exactOptional(),
  observedAt: z.string(),
  ageMs: z.number().exactOptional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

const measures = z.record(z.string(), z.number());

export const ObservationFile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exchange'), ...seen, connection: ConnectionFile }),
  z.strictObject({
    kind: z.literal('talk'),
    ...seen,
    connection: ConnectionFile.exactOptional(),
    frames: z.array(FrameFile),
    measures,
  }),
  z.strictObject({ kind: z.literal('hearing'), ...seen, testimonies: z.array(TestimonyFile), measures }),
]);
