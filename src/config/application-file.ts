import { z } from 'zod';
import type { Application } from '../model/tenant.ts';
import { dispatchFile } from './dispatch-file.ts';
import { channelsFile } from './realtime-file.ts';
import type { Setting } from './setting.ts';
import { HeaderName, KebabName, Locale, Path, PathWithId, Pointer, Words } from './text.ts';

/** The block `application`: its name suffices for one that keeps to Laravel's conventions. */
export const applicationFile = (setting: Setting) =>
  z
    .strictObject({
      name: KebabName.meta({ description: 'Whose baselines are used: baselines/<name>/.' }),
      locale: setting(Locale).prefault('en').meta({ description: 'Sent as Accept-Language.' }),
      health: healthFile(setting),
      login: loginFile(setting),
      logout: z
        .strictObject({
          method: z.enum(['POST', 'DELETE']).prefault('POST'),
          path: setting(Path).prefault('/api/logout'),
        })
        .prefault({})
        .meta({ description: 'Revokes the token it is sent with.' }),
      whoAmI: z
        .strictObject({
          path: setting(Path).prefault('/api/user'),
          identifierPointer: setting(Pointer).prefault('/email').meta({
            description: 'JSON Pointer to the identifier of the account in the answer.',
          }),
        })
        .prefault({})
        .meta({ description: 'Tells who is signed in.' }),
      courses: coursesFile(setting),
      realtime: channelsFile(setting).exactOptional(),
      dispatch: dispatchFile(setting).exactOptional(),
      revision: z
        .strictObject({ header: HeaderName.meta({ description: 'The header that names it.' }) })
        .prefault({ header: 'X-App-Revision' })
        .meta({ description: 'Where a target says which revision it runs. Recorded, never compared.' }),
    })
    .transform((file): Application => ({ ...file, courses: withCoursesDefaults(file.courses) }))
    .meta({ description: "What differs from Laravel's conventions; the name is enough where nothing does." });

const healthFile = (setting: Setting) =>
  z
    .strictObject({
      path: setting(Path).prefault('/up'),
      expect: z
        .record(Pointer, z.union([z.string(), z.number(), z.boolean()], 'expected text, a number, true or false'))
        .prefault({})
        .meta({
          description: 'JSON Pointer to the value that must stand there. Empty: the status 200 is enough.',
          examples: [{ '/db': 'ok', '/redis': 'ok' }],
        }),
    })
    .prefault({})
    .meta({ description: 'The health endpoint that the probes of the cluster ask too.' });

const loginFile = (setting: Setting) =>
  z
    .strictObject({
      path: setting(Path).prefault('/api/login'),
      identifierField: setting(Words).prefault('email'),
      passwordField: setting(Words).prefault('password'),
      extraFields: z
        .record(z.string(), setting(z.string()))
        .prefault({})
        .meta({ description: 'Further fields of the login request.', examples: [{ device_name: 'parity' }] }),
      tokenPointer: setting(Pointer)
        .prefault('/token')
        .meta({
          description: 'JSON Pointer to the bearer token in the answer.',
          examples: ['/token', '/data/access_token'],
        }),
    })
    .prefault({})
    .meta({ description: 'The request that signs in, and where its answer holds the token.' });

const coursesFile = (setting: Setting) =>
  z
    .strictObject({
      listPath: setting(Path).prefault('/api/courses'),
      itemPath: setting(PathWithId)
        .exactOptional()
        .meta({ description: 'One course; holds {id}. Default: the list path and /{id}.' }),
      pageParameter: setting(Words).prefault('page').meta({ description: 'The query parameter that names the page.' }),
      itemsPointer: setting(Pointer).prefault('/data').meta({ description: 'JSON Pointer to the list in the answer.' }),
      lastPagePointer: setting(Pointer)
        .prefault('/meta/last_page')
        .meta({
          description: 'JSON Pointer to the number of the last page.',
          examples: ['/meta/last_page', '/last_page'],
        }),
      idPointer: setting(Pointer)
        .prefault('/id')
        .meta({ description: 'JSON Pointer, from one element of the list, to its id.' }),
      wrongMethod: z.enum(['PUT', 'PATCH', 'DELETE']).prefault('PUT').meta({
        description: 'A method that the list does not have, and that would change nothing if it had.',
      }),
      unknownId: setting(Words).prefault('999999999').meta({ description: 'An id that no course has.' }),
      orderedPath: setting(Path).exactOptional().meta({
        description: 'A list whose order is part of the contract (path with query). Default: the list path.',
      }),
      orderedByPointer: setting(Pointer).prefault('/id').meta({
        description: 'JSON Pointer, from one element, to what the order goes by.',
      }),
      order: z.enum(['number', 'text', 'unchecked']).prefault('unchecked').meta({
        description: '"number": as numbers; "text": by code point; "unchecked": only the comparison looks at it.',
      }),
    })
    .prefault({})
    .meta({ description: 'The catalogue: a paginated list and its items.' });

type CoursesFile = z.infer<ReturnType<typeof coursesFile>>;

const withCoursesDefaults = ({ itemPath, orderedPath, ...courses }: CoursesFile): Application['courses'] => ({
  ...courses,
  itemPath: itemPath ?? `${courses.listPath.replace(/\?.*$/, '')}/{id}`,
  orderedPath: orderedPath ?? courses.listPath,
});
