import { z } from 'zod';
import { connectToFile } from './reach-file.ts';
import type { Setting } from './setting.ts';
import { EnvName, Milliseconds, Path, Pointer, Words } from './text.ts';

/** A step has 20 s. */
const LONGEST_HOLD_MS = 15_000;

/** The block `application.realtime`: what the application makes of its websocket server. */
export const channelsFile = (setting: Setting) =>
  z
    .strictObject({
      authPath: setting(Path)
        .prefault('/broadcasting/auth')
        .meta({ description: 'Authorises channels.', examples: ['/broadcasting/auth', '/api/broadcasting/auth'] }),
      memberIdPointer: setting(Pointer).prefault('/id').meta({
        description:
          'JSON Pointer, in the answer that tells who is signed in, to what stands for {id} in channel names.',
      }),
      privateChannel: setting(PrivateChannel)
        .prefault('private-App.Models.User.{id}')
        .meta({ description: "The member's own channel; holds {id}.", examples: ['private-users.{id}'] }),
      otherId: setting(Words).prefault('1').meta({
        description: 'What stands for {id} in the channel of somebody else than the canary.',
      }),
      presenceChannel: setting(PresenceChannel)
        .exactOptional()
        .meta({
          description: 'A presence channel that the canary may join. Absent: the application has none.',
          examples: ['presence-courses.1'],
        }),
      publicChannel: setting(PublicChannel).prefault('parity').meta({
        description:
          'Needs no authorisation; for whispers across instances and tenants. The application need not know it.',
      }),
      holdMs: Milliseconds.max(LONGEST_HOLD_MS, 'expected 15000 milliseconds at most: longer is the monitor’s')
        .prefault(1_000)
        .meta({ description: 'How long an idle socket must stay open, in milliseconds; 15000 at most.' }),
    })
    .meta({
      description: "Websockets: what differs from Laravel's conventions. Absent: there are none, or nobody said where.",
    });

/** The block `realtime` of a target: where its websocket server is. */
export const socketsFile = (setting: Setting) =>
  z
    .strictObject({
      url: setting(SocketUrl)
        .exactOptional()
        .meta({
          description: 'ws(s)://host[:port][/prefix], without /app. Absent for a stand-in.',
          examples: ['wss://api.mansety.com:6001'],
        }),
      route: z.enum(['as-shipped', 'direct-6001', 'path-443']).prefault('as-shipped').meta({
        description:
          '"as-shipped": as the clients of today come; "direct-6001": on the listener 6001 of the gateway; "path-443": beside the API.',
      }),
      connectTo: connectToFile(setting).exactOptional().meta({
        description: "Where sockets connect. Default: the reach's.",
      }),
      key: setting(InPath).exactOptional().meta({
        description: 'The app key. Every client holds it, it is no secret. Absent for a stand-in.',
      }),
      app: z
        .strictObject({
          id: setting(InPath).meta({ description: 'The app id.' }),
          secret: EnvName.meta({ description: 'Name of the environment variable that holds the secret of the app.' }),
        })
        .exactOptional()
        .meta({ description: 'For the signed HTTP API of the websocket server, e.g. how many connections it counts.' }),
      instances: z.array(connectToFile(setting)).prefault([]).meta({
        description: 'Addresses of single instances, e.g. pods, for proofs across them.',
      }),
    })
    .meta({
      description: 'Where its websocket server is; {} for a stand-in. Roots, certificate, Origin: the reach’s.',
    });

/** What Pusher's protocol allows in the name of a channel. */
const NAME = '[A-Za-z0-9_=@,.;-]';

const PrivateChannel = z
  .string()
  .regex(
    new RegExp(`^private-${NAME}*\\{id\\}${NAME}*$`),
    'expected a channel that begins with "private-" and holds {id} once, e.g. "private-users.{id}"',
  )
  .refine(
    (name) => !name.startsWith('private-encrypted-'),
    'is encrypted from end to end, so nothing in it could be read',
  );

const PresenceChannel = z
  .string()
  .regex(
    new RegExp(`^presence-${NAME}+$`),
    'expected one channel that begins with "presence-", e.g. "presence-courses.1"',
  );

const PublicChannel = z
  .string()
  .regex(
    new RegExp(`^(?!private-|presence-)${NAME}+$`),
    'expected a channel that begins neither with "private-" nor with "presence-", e.g. "parity"',
  );

/** Stands between slashes of a URL. */
const InPath = z.string().regex(/^[^\s/?#]+$/, 'expected one word without slashes, as in the URL of the socket');

/** What is wrong with it as a URL is said part by part. */
const SocketUrl = z.string().check((payload) => {
  const says = socketUrlMistake(payload.value);
  if (says !== undefined) payload.issues.push({ code: 'custom', message: says, input: payload.value, continue: true });
});

function socketUrlMistake(text: string): string | undefined {
  if (!/^wss?:\/\//i.test(text) || !URL.canParse(text)) {
    return 'expected ws:// or wss://, a host and, if need be, port and prefix, e.g. "wss://api.mansety.com:6001"';
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'holds credentials; only accounts and secrets may name them';
  if (text.includes('?')) return 'holds a query; parity adds its own';
  if (text.includes('#')) return 'holds a fragment; a socket has none';
  if (/\/app(\/|$)/.test(url.pathname)) return 'holds /app; write only what stands before it, and the key at "key"';
  return undefined;
}
