import type { ChannelAuth } from '../../model/realtime.ts';
import type { RealtimeReach } from '../../model/tenant.ts';
import type { PusherClass } from './libraries.mjs';
import { prefixOf } from './way.ts';

export type Authorise = (socketId: string, channel: string) => Promise<ChannelAuth>;

type Handler = (
  asked: { readonly socketId: string; readonly channelName: string },
  answer: (problem: Error | null, data: object | null) => void,
) => void;

/**
 * Options of one client of laravel-echo.
 *
 * Every object is a fresh one: laravel-echo writes a client's token into the defaults that all clients of the process
 * share, so without `auth` and `userAuthentication` of its own a client would carry the token of another target.
 */
export function echoOptions({ url, key }: RealtimeReach, alias: string, { Pusher, customHandler }: Client) {
  const { protocol, port } = new URL(url);
  const secure = protocol === 'wss:';
  return {
    broadcaster: 'reverb',
    Pusher,
    key,
    wsHost: alias,
    wsPort: Number(port || 80),
    wssPort: Number(port || 443),
    wsPath: prefixOf({ url }),
    forceTLS: secure,
    // The name of both the plain and the TLS transport. With any other one it would dial hosts of Pusher.
    enabledTransports: ['ws'],
    withoutInterceptors: true,
    auth: { headers: {} },
    userAuthentication: { headers: {} },
    channelAuthorization: { customHandler },
  };
}

type Client = { readonly Pusher: PusherClass; readonly customHandler: Handler };

/** @param onRefusal gets what `authorise` threw: pusher-js would make it a mere text */
export function handlerOf(
  authorise: Authorise,
  sign: (auth: ChannelAuth) => object,
  onRefusal: (channel: string, cause: unknown) => void,
): Handler {
  return ({ socketId, channelName }, answer) => {
    void Promise.try(authorise, socketId, channelName).then(
      (auth) => answer(null, sign(auth)),
      (cause: unknown) => {
        onRefusal(channelName, cause);
        answer(new Error('the channel was not authorised'), null);
      },
    );
  };
}
