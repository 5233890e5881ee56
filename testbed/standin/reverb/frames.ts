import { printJson } from '../laravel-json.ts';

/** What Reverb sends. All texts are whole frames. */
export const established = (socketId: string, activityTimeout: number): string =>
  frame(
    'pusher:connection_established',
    `{"socket_id":${printJson(socketId)},"activity_timeout":${String(activityTimeout)}}`,
  );

export const PONG = '{"event":"pusher:pong"}';

/** @param data JSON text: `{}`, or who is present */
export const subscribed = (channel: string, data: string): string =>
  frame('pusher_internal:subscription_succeeded', data, channel);

export const cacheMiss = (channel: string): string => printJson({ event: 'pusher:cache_miss', channel });

/** @param member JSON text: `{"user_id":"1","user_info":{…}}` */
export const memberAdded = (channel: string, member: string): string =>
  frame('pusher_internal:member_added', member, channel);

/** @param userId JSON text */
export const memberRemoved = (channel: string, userId: string): string =>
  frame('pusher_internal:member_removed', `{"user_id":${userId}}`, channel);

const ERRORS = {
  'unknown-app': [4001, 'Application does not exist'],
  'over-quota': [4004, 'Application is over connection quota'],
  'foreign-origin': [4009, 'Origin not allowed'],
  unauthorized: [4009, 'Connection is unauthorized'],
  'not-a-member': [4009, 'The client is not a member of the specified channel.'],
  'no-whispers': [4301, 'The app does not have client messaging enabled.'],
  'bad-message': [4200, 'Invalid message format'],
} as const;

export function refusal(why: keyof typeof ERRORS): string {
  const [code, message] = ERRORS[why];
  return frame('pusher:error', printJson({ code, message }));
}

/** The data of all frames but whispers is text that holds JSON. */
const frame = (event: string, data: string, channel?: string): string =>
  printJson({ event, data, ...(channel === undefined ? {} : { channel }) });
