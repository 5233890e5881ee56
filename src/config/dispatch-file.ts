import { z } from 'zod';
import type { Application } from '../model/tenant.ts';
import type { Setting } from './setting.ts';
import { Milliseconds, Path, PathWithId, Pointer, Words } from './text.ts';

type Dispatch = NonNullable<Application['dispatch']>;

/** The block `application.dispatch`: an ordinary action whose job broadcasts an event. */
export const dispatchFile = (setting: Setting) =>
  z
    .strictObject({
      path: setting(Path).meta({ description: 'Asked with POST.', examples: ['/api/reports'] }),
      fields: z
        .record(z.string(), setting(z.string()))
        .refine((fields) => Object.values(fields).some((value) => value.includes('{nonce}')), {
          error:
            'expected a field that holds {nonce}, by which the event is known again, e.g. {"title": "parity {nonce}"}',
        })
        .meta({ description: 'Fields of the request; {nonce} stands for the nonce of the run.' }),
      idPointer: setting(Pointer).prefault('/data/id').meta({
        description: 'JSON Pointer, in the answer, to the id of what was made.',
      }),
      readPath: setting(PathWithId).exactOptional().meta({
        description: 'Reads what was made; holds {id}. Default: the path and /{id}.',
      }),
      ready: z
        .strictObject({
          pointer: Pointer,
          value: z.union([z.string(), z.number(), z.boolean()]),
          failed: z
            .union([z.string(), z.number(), z.boolean()])
            .exactOptional()
            .meta({ description: 'What stands there once the job has failed for good. Absent: it cannot be told.' }),
        })
        .exactOptional()
        .meta({
          description: 'What stands where, in what is read, once the job has run. Absent: it cannot be told.',
          examples: [{ pointer: '/data/status', value: 'ready', failed: 'failed' }],
        }),
      removePath: setting(PathWithId).exactOptional().meta({
        description: 'Asked with DELETE, removes what was made; holds {id}. Default: the path and /{id}.',
      }),
      event: setting(Words).meta({
        description: "Name of the event on the member's own channel, as it is broadcast.",
        examples: ['report.ready', String.raw`App\Events\ReportReady`],
      }),
      noncePointer: setting(Pointer).prefault('/nonce').meta({
        description: 'JSON Pointer, in the data of the event, to what holds the nonce.',
      }),
      ...eventFile(setting),
      ...jobFile(setting),
      withinMs: Milliseconds.prefault(10_000).meta({ description: 'Milliseconds from the answer to the event.' }),
    })
    .transform(withPaths)
    .meta({
      description: 'An ordinary action whose job broadcasts an event. Absent: nobody has named one.',
    });

/** What the event tells of the job. */
const eventFile = (setting: Setting) => ({
  hostPointer: setting(Pointer).exactOptional().meta({
    description: 'JSON Pointer to the name of the host that ran the job. Absent: the event does not say.',
  }),
  attemptsPointer: setting(Pointer).exactOptional().meta({
    description: 'JSON Pointer to how often the job was tried. Absent: the event does not say.',
  }),
});

/** Names of the queue's jobs. */
const jobFile = (setting: Setting) => ({
  jobName: setting(Words).meta({
    description: "The class of the job or event as the queue's witness names it, or a part of it.",
  }),
  workName: setting(Words)
    .exactOptional()
    .meta({
      description: 'The same of the job that does the work, where another one broadcasts its event.',
      examples: ['BuildReport'],
    }),
});

type DispatchFile = Omit<Dispatch, 'readPath' | 'removePath'> & Partial<Pick<Dispatch, 'readPath' | 'removePath'>>;

function withPaths({ readPath, removePath, ...dispatch }: DispatchFile): Dispatch {
  const one = `${dispatch.path.replace(/\?.*$/, '')}/{id}`;
  return { ...dispatch, readPath: readPath ?? one, removePath: removePath ?? one };
}
