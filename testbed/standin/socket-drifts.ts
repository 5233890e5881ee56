import { set, inReverb, inFront, type WorkDrift } from './work-drift.ts';

const BY_THE_FRONT = [
  'queue-dispatch/open',
  'realtime-broadcast/join',
  'realtime-connect/handshake',
  'realtime-isolation/join',
  'realtime-limits/join',
  'realtime-presence/open',
  'realtime-private/open',
  'realtime-whisper/join',
] as const;

/** Those that are dialled past the front too. */
const EVERY_SOCKET = [...BY_THE_FRONT, 'realtime-cross-pod/join'] as const;

/** Two sockets each, on one instance or on two. */
const BETWEEN_SOCKETS = [
  'queue-dispatch/received',
  'realtime-broadcast/received',
  'realtime-isolation/apart',
  'realtime-limits/1-kb',
  'realtime-whisper/whisper',
] as const;

/** What can be wrong with the websocket server and the way to it. */
export const SOCKET_DRIFTS = {
  'upgrade-stripped': {
    catalogue: 'D50',
    says: 'A proxy does not pass on the upgrade: sockets are answered with 500.',
    change: inFront({ stripsUpgrade: true }),
    finds: { rule: 'socket-failed', cause: 'upgrade-stripped', verdict: 'fail', at: BY_THE_FRONT },
  },
  'idle-cut': {
    catalogue: 'D52',
    says: 'The load balancer cuts sockets that are idle for half a second.',
    change: inFront({ idleMs: 500 }),
    finds: {
      rule: 'socket-failed',
      cause: 'socket-dropped',
      verdict: 'fail',
      at: ['realtime-connect/hold'],
      also: 'anywhere',
    },
  },
  'origin-refused': {
    catalogue: 'D54',
    says: 'Reverb does not know the origin of the site.',
    change: inReverb({ allowedOrigins: ['elsewhere.example'] }),
    finds: { rule: 'socket-failed', cause: 'origin-refused', verdict: 'fail', at: EVERY_SOCKET },
  },
  'reverb-key': {
    catalogue: 'D55',
    says: 'Reverb knows the application by another key.',
    change: inReverb({ hasOtherKey: true }),
    finds: { rule: 'socket-failed', cause: 'app-key-unknown', verdict: 'fail', at: EVERY_SOCKET },
  },
  'scaling-off': {
    catalogue: 'D58',
    says: 'The instances of Reverb know nothing of each other.',
    change: set({ scaling: 'off' }),
    finds: {
      rule: 'message-missing',
      cause: 'relay-broken',
      verdict: 'fail',
      at: ['realtime-cross-pod/whisper'],
      also: BETWEEN_SOCKETS,
    },
  },
  'scaling-broken': {
    catalogue: 'D58',
    says: 'The Redis between the instances of Reverb is away.',
    change: set({ scaling: 'broken' }),
    finds: {
      rule: 'message-missing',
      cause: 'relay-broken',
      verdict: 'fail',
      at: ['realtime-cross-pod/whisper', ...BETWEEN_SOCKETS],
    },
  },
  'reverb-down': {
    catalogue: 'D60',
    says: 'No instance of Reverb comes up: the gateway has nobody to send sockets to.',
    change: inReverb({ isDown: true }),
    finds: { rule: 'socket-failed', cause: 'target-down', verdict: 'fail', at: EVERY_SOCKET },
  },
  'foreign-events': {
    catalogue: 'D61',
    says: 'Events of one tenant reach the sockets of all.',
    change: inReverb({ mixesApps: true }),
    finds: {
      rule: 'message-unexpected',
      cause: 'tenants-share-app',
      verdict: 'fail',
      at: ['realtime-isolation/apart'],
    },
  },
  'size-limits': {
    catalogue: 'D63',
    says: 'Messages and events may have 2,000 bytes instead of 10,000.',
    change: inReverb({ maxMessageSize: 2_000, maxRequestSize: 2_000 }),
    finds: { rule: 'message-missing', cause: 'message-size-limit', verdict: 'fail', at: ['realtime-limits/8-kb'] },
  },
} as const satisfies Record<string, WorkDrift>;
