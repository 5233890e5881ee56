import { set, inFront, type WorkDrift } from './work-drift.ts';

const AUTHORISATIONS = [
  'queue-dispatch/authorise-a',
  'realtime-presence/authorise',
  'realtime-private/authorise',
] as const;

const GUARDED_CHANNELS = ['queue-dispatch/join', 'realtime-presence/join', 'realtime-private/join'] as const;

/** What can be wrong with those who broadcast, and with the channels they authorise. */
export const BROADCAST_DRIFTS = {
  'apps-unrouted': {
    catalogue: 'D51',
    says: 'The gateway routes /app and not /apps: clients connect, nothing can be published.',
    change: inFront({ losesApps: true }),
    finds: {
      rule: 'publish-refused',
      cause: 'path-rule-missing',
      verdict: 'fail',
      at: ['queue-dispatch/received', 'realtime-broadcast/publish', 'realtime-cross-pod/publish'],
    },
  },
  'reverb-secret': {
    catalogue: 'D55',
    says: 'The application signs with another secret than that of Reverb.',
    change: set({ publishes: 'wrong-secret' }),
    finds: { rule: 'channel-refused', cause: 'app-secret-mismatch', verdict: 'fail', at: GUARDED_CHANNELS },
  },
  'broadcast-guard': {
    catalogue: 'D56',
    says: 'The guard of the channels knows nobody: every channel is refused with 403.',
    change: set({ channelAuth: 'forbidden' }),
    finds: { rule: 'channel-refused', cause: 'channel-auth-refused', verdict: 'fail', at: AUTHORISATIONS },
  },
  'broadcast-path': {
    catalogue: 'D56',
    says: 'The route of the channels is under another prefix: 404.',
    change: set({ channelAuth: 'not-there' }),
    finds: { rule: 'channel-refused', cause: 'channel-auth-refused', verdict: 'fail', at: AUTHORISATIONS },
  },
  'broadcast-csrf': {
    catalogue: 'D56',
    says: 'The route of the channels wants a CSRF token: 419.',
    change: set({ channelAuth: 'csrf' }),
    finds: { rule: 'channel-refused', cause: 'channel-auth-refused', verdict: 'fail', at: AUTHORISATIONS },
  },
  'broadcast-login': {
    catalogue: 'D56',
    says: 'The route of the channels leads to the login page.',
    change: set({ channelAuth: 'login-page' }),
    finds: { rule: 'channel-refused', cause: 'channel-auth-redirected', verdict: 'fail', at: AUTHORISATIONS },
  },
  'broadcast-html': {
    catalogue: 'D56',
    says: 'The route of the channels answers with a page.',
    change: set({ channelAuth: 'html' }),
    finds: { rule: 'channel-refused', cause: 'channel-auth-redirected', verdict: 'fail', at: AUTHORISATIONS },
  },
  'reverb-host': {
    catalogue: 'D57',
    says: 'The worker publishes to where nobody listens.',
    change: set({ publishes: 'nowhere' }),
    finds: {
      rule: 'publish-refused',
      cause: 'publisher-unreachable',
      verdict: 'fail',
      at: ['queue-dispatch/received'],
    },
  },
  'broadcast-null': {
    catalogue: 'D64',
    says: 'The broadcaster is null: nothing is sent, nothing fails, and every channel is opened with nothing.',
    change: set({ broadcaster: 'null' }),
    finds: { rule: 'channel-refused', cause: 'broadcaster-mute', verdict: 'fail', at: AUTHORISATIONS },
  },
  'broadcast-log': {
    catalogue: 'D64',
    says: 'The broadcaster is log: nothing is sent, nothing fails, and every channel is opened with nothing.',
    change: set({ broadcaster: 'log' }),
    finds: { rule: 'channel-refused', cause: 'broadcaster-mute', verdict: 'fail', at: AUTHORISATIONS },
  },
  'worker-mute': {
    catalogue: 'D64',
    says: 'The broadcaster of the workers is null: channels open, nothing is sent, and nothing fails.',
    change: set({ broadcaster: 'null-in-workers' }),
    finds: { rule: 'message-missing', cause: 'broadcast-lost', verdict: 'fail', at: ['queue-dispatch/received'] },
  },
} as const satisfies Record<string, WorkDrift>;
