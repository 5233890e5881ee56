import { z } from 'zod';
import { evidenceFile } from './evidence-file.ts';
import type { ReachFile } from './reach-file.ts';
import { reachFile } from './reach-file.ts';
import { socketsFile } from './realtime-file.ts';
import type { Setting } from './setting.ts';
import { Origin, Words } from './text.ts';

/** One element of `targets`. */
export const targetFile = (setting: Setting) =>
  z
    .strictObject({
      role: z.enum(['reference', 'candidate']).meta({
        description: '"reference": where the application lives today. "candidate": where it is going.',
      }),
      url: setting(Origin)
        .exactOptional()
        .meta({
          description: 'Scheme, host and, if need be, port. Absent for a stand-in.',
          examples: ['https://api.mansety.com'],
        }),
      standin: z
        .strictObject({ drifts: z.array(Words).meta({ description: 'Names of drifts; "*" stands for all.' }) })
        .exactOptional()
        .meta({ description: 'Parity itself starts this target: a stand-in for the testbed application.' }),
      reach: reachFile(setting).prefault({}),
      writes: z.boolean('expected true or false').prefault(false).meta({
        description: 'May scenarios that change data run here? They use the canary and clean up after themselves.',
      }),
      realtime: socketsFile(setting).exactOptional(),
      workers: setting(Words)
        .exactOptional()
        .meta({
          description:
            'Glob over the host names of its queue workers: a job that ran elsewhere was taken by somebody else.',
          examples: ['mansety-prd-worker-*'],
        }),
      evidence: z.array(evidenceFile(setting)).prefault([]).meta({
        description: 'Who can tell what about its queue and its scheduler. All that can answer are asked.',
      }),
    })
    .refine(({ url, standin }) => (url === undefined) !== (standin === undefined), sayWhich('url'))
    .refine(fitsStandin('url'), sayWhich('realtime', 'url'))
    .refine(fitsStandin('key'), sayWhich('realtime', 'key'))
    .refine(({ url, reach }) => !/^http:/i.test(url ?? '') || !needsTls(reach), {
      error: 'is plain http, so "ca" and "clientCertificate" in its reach would never be used; write https://',
      path: ['url'],
    })
    .refine(isAsSecure, {
      error: 'is plain ws beside https, which no browser allows and no certificate protects; write wss://',
      path: ['realtime', 'url'],
    });

type TargetFile = {
  readonly url?: string;
  readonly standin?: unknown;
  readonly reach: ReachFile;
  readonly realtime?: { readonly url?: string; readonly key?: string };
};

/** Also looks at targets that hold other mistakes, so that all are reported at once. */
const sayWhich = (...path: readonly string[]) => ({
  error: ({ input }: { readonly input?: unknown }) =>
    isStandin(input) ? 'stands beside a standin; leave one of the two out' : 'is missing; write one, or a standin',
  path: [...path],
  when: ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null,
});

const isStandin = (input: unknown): boolean => typeof input === 'object' && input !== null && 'standin' in input;

/** Whoever starts a stand-in knows its socket; whoever names a target must say it. */
const fitsStandin =
  (name: 'url' | 'key') =>
  ({ realtime, standin }: TargetFile): boolean =>
    typeof realtime !== 'object' || (realtime[name] === undefined) !== (standin === undefined);

const needsTls = ({ ca, clientCertificate }: ReachFile): boolean => ca !== undefined || clientCertificate !== undefined;

/** Inside a cluster TLS may end before the pods. */
function isAsSecure({ url, reach, realtime }: TargetFile): boolean {
  if (!/^ws:/i.test(realtime?.url ?? '')) return true;
  return !needsTls(reach) && (reach.vantage === 'in-cluster' || !/^https:/i.test(url ?? ''));
}
