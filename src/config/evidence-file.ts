import { z } from 'zod';
import { witnessHeadersFile } from './headers-file.ts';
import type { Setting } from './setting.ts';
import { Milliseconds, Path, Pointer, TimeZone, Words } from './text.ts';

/** Two runs of a scheduler that runs each minute, and half a minute for them to be seen. */
const OLDEST_MS = 150_000;

/** One element of `evidence`: a witness of the target, and how it is asked. */
export const evidenceFile = (setting: Setting) =>
  z.discriminatedUnion(
    'reader',
    [horizonFile(setting), heartbeatFile(setting), healthChecksFile(setting), scheduleLogFile(setting)],
    'expected a witness whose reader is one of horizon, heartbeat, health-checks, schedule-log',
  );

export type EvidenceFile = z.infer<ReturnType<typeof evidenceFile>>;

const maxAgeMs = (what: string) =>
  Milliseconds.prefault(OLDEST_MS).meta({ description: `Milliseconds that ${what} may be old.` });

const horizonFile = (setting: Setting) =>
  z
    .strictObject({
      reader: z.literal('horizon'),
      path: setting(Path).prefault('/horizon/api').meta({ description: "Base of Horizon's API." }),
      headers: witnessHeadersFile(setting),
      maxWaitMs: Milliseconds.prefault(60_000).meta({ description: 'Milliseconds that a job may wait.' }),
    })
    .meta({ description: 'Laravel Horizon: speaks for the queue and for single jobs.' });

const heartbeatFile = (setting: Setting) =>
  z
    .strictObject({
      reader: z.literal('heartbeat'),
      path: setting(Path),
      headers: witnessHeadersFile(setting),
      pointer: setting(Pointer).meta({ description: 'JSON Pointer to the time: ISO 8601 or epoch.' }),
      maxAgeMs: maxAgeMs('the time'),
    })
    .meta({ description: 'An answer of the application that holds a time the scheduler wrote.' });

const healthChecksFile = (setting: Setting) =>
  z
    .strictObject({
      reader: z.literal('health-checks'),
      path: setting(Path),
      headers: witnessHeadersFile(setting),
      maxAgeMs: maxAgeMs('the results'),
      scheduler: z.array(Words).prefault(['Schedule']).meta({
        description: 'Names of the checks that speak for the scheduler.',
      }),
      queue: z.array(Words).prefault(['Queue', 'Horizon']).meta({
        description: 'Names of the checks that speak for the queue.',
      }),
    })
    .refine(({ scheduler, queue }) => scheduler.length + queue.length > 0, {
      error: 'names no check, neither for the scheduler nor for the queue, so it could tell nothing',
      path: ['scheduler'],
    })
    .meta({ description: 'spatie/laravel-health: the results of its checks as JSON.' });

const scheduleLogFile = (setting: Setting) =>
  z
    .strictObject({
      reader: z.literal('schedule-log'),
      from: z
        .strictObject({
          file: setting(Words).exactOptional().meta({ description: 'A file of this machine.' }),
          path: setting(Path).exactOptional().meta({ description: 'A path of the target.' }),
          headers: witnessHeadersFile(setting),
        })
        .refine(isOneOfTwo, 'expected either { "file": … } alone, or { "path": … } with the headers it needs')
        .meta({ description: 'Where the output is: a file of this machine, or a path of the target.' }),
      timeZone: setting(TimeZone)
        .prefault('UTC')
        .meta({
          description: 'Of the times in the output, which carry no offset. IANA name.',
          examples: ['UTC', 'Asia/Dubai'],
        }),
      maxAgeMs: maxAgeMs('the last run'),
    })
    .meta({ description: 'The output of schedule:run.' });

type FromFile = { readonly file?: string; readonly path?: string; readonly headers: object };

const isOneOfTwo = ({ file, path, headers }: FromFile): boolean =>
  file === undefined ? path !== undefined : path === undefined && Object.keys(headers).length === 0;
