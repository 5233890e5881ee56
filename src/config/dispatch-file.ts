import { z } from 'zod';
import type { Application } from '../model/tenant.ts';
import type { SettingSource } from './setting.ts';
import { settingOf } from './setting.ts';
import { Milliseconds, Path, PathWithId, Pointer, Words } from './text.ts';

type Dispatch = NonNullable<Application['dispatch']>;

/** The block `application.dispatch`: an ordinary action whose job broadcasts an event. */
export const dispatchFile = (source: SettingSource) =>
  z
    .strictObject({
      path: settingOf(Path, source).meta({ description: 'Asked with POST.', examples: ['/api/reports'] }),
      fields: z
        .record(z.string(), settingOf(z.string(), source))
        .refine((fields) => Object.values(fields).some((value) => value.includes('{nonce}')), {
          error:
            'expected a field that holds {nonce}, by which the event is known again, e.g. {"title": "parity {nonce}"}',
        })
        .meta({ description: 'Fields of the request; {nonce} stands for the nonce of the run.' }),
      idPointer: settingOf(Pointer, source).prefault('/data/id').meta({
        description: 'JSON Pointer, in the answer, to the id of what was made.',
      }),
      readPath: settingOf(PathWithId, source).exactOptional().meta({
        description: 'Reads what was made; holds {id}. Default: the path and /{id}.',
      }),
      ready: z
        .strictObject({ pointer: Pointer, value: z.union([z.string(), z.number(), z.boolean()]) })
        .exactOptional()
        .meta({
          description: 'What stands where, in what is read, once the job has run. Absent: it cannot be told.',
          examples: [{ pointer: '/data/status', value: 'ready' }],
        }),
      removePath: settingOf(PathWithId, source).exactOptional().meta({
        description: 'Asked with DELETE, removes what was made; holds {id}. Default: the path and /{id}.',
      }),
      event: settingOf(Words, source).meta({
        description: "Name of the event on the member's own channel, as it is broadcast.",
        examples: ['report.ready', String.raw`App\Events\ReportReady`],
      }),
      noncePointer: settingOf(Pointer, source).prefault('/nonce').meta({
        description: 'JSON Pointer, in the data of the event, to what holds the nonce.',
      }),
      hostPointer: settingOf(Pointer, source).exactOptional().meta({
        description: 'JSON Pointer to the name of the host that ran the job. Absent: the event does not say.',
      }),
      attemptsPointer: settingOf(Pointer, source).exactOptional().meta({
        description: 'JSON Pointer to how often the job was tried. Absent: the event does not say.',
      }),
      jobName: settingOf(Words, source).meta({
        description: "The class of the job or event as the queue's witness names it, or a part of it.",
      }),
      withinMs: Milliseconds.prefault(10_000).meta({ description: 'Milliseconds from the answer to the event.' }),
    })
    .transform(withPaths)
    .meta({
      description: 'An ordinary action whose job broadcasts an event. Absent: nobody has named one.',
    });

type DispatchFile = Omit<Dispatch, 'readPath' | 'removePath'> & Partial<Pick<Dispatch, 'readPath' | 'removePath'>>;

function withPaths({ readPath, removePath, ...dispatch }: DispatchFile): Dispatch {
  const one = `${dispatch.path.replace(/\?.*$/, '')}/{id}`;
  return { ...dispatch, readPath: readPath ?? one, removePath: removePath ?? one };
}
