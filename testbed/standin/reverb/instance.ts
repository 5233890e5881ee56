import type { ReverbApp } from './app.ts';
import { type Channels, send, traitsOf } from './channels.ts';
import { isList, type Json, type JsonObject, printJson } from '../laravel-json.ts';
import { textOf } from './php-json.ts';
import type { Link } from './relay.ts';

/** All that one Reverb process knows. */
export type Instance = {
  /** By key. */
  readonly apps: ReadonlyMap<string, ReverbApp>;
  /** By app id. */
  readonly channels: ReadonlyMap<string, Channels>;
  /** Undefined when scaling is off. */
  link: Link | undefined;
  /** Questions to all instances that wait for answers, by their key. */
  readonly asking: Map<string, (answer: Json) => void>;
  /** How long a question waits, in milliseconds. */
  readonly askMs: number;
  /** Bytes. */
  readonly maxRequestSize: number;
  /** What comes over the relay reaches every app, whichever it is for. */
  readonly mixesApps: boolean;
};

export const channelsOf = ({ channels }: Instance, appId: string): Channels => channels.get(appId) ?? new Map();

/**
 * Sends a payload to the members of its channels: on all instances when there is a relay, here otherwise.
 *
 * @param payload with `channels`, or with `channel` at the place where the frame shall have it
 * @param exceptId the socket that caused it
 */
export function dispatch(instance: Instance, appId: string, payload: JsonObject, exceptId?: string): void {
  if (instance.link === undefined) deliver(instance, appId, payload, exceptId);
  else void instance.link.publish(printJson({ type: 'message', app: appId, payload, except: exceptId ?? null }));
}

/** The same on this instance alone. */
export function deliver(instance: Instance, appId: string, payload: JsonObject, exceptId?: string): void {
  const { channels: names = payload['channel'] ?? null, ...rest } = payload;
  for (const name of isList(names) ? names : [names]) {
    const channel = channelsOf(instance, appId).get(textOf(name));
    if (channel === undefined) continue;
    const frame = printJson({ ...rest, channel: channel.name });
    if (traitsOf(channel.name).isCache) channel.cached = frame;
    send(channel, frame, exceptId);
  }
}

/** Ends every socket of a user that is in a presence channel, on all instances. */
export function terminate(instance: Instance, appId: string, userId: string): void {
  if (instance.link === undefined) terminateHere(instance, appId, userId);
  else void instance.link.publish(printJson({ type: 'terminate', app: appId, userId }));
}

export function terminateHere(instance: Instance, appId: string, userId: string): void {
  for (const { members } of channelsOf(instance, appId).values()) {
    for (const { connection, data } of members.values()) if (textOf(data['user_id']) === userId) connection.end();
  }
}
