import type { Connection } from './channels.ts';
import { refusal } from './frames.ts';
import { channelsOf, dispatch, type Instance } from './instance.ts';
import { isList, isObject, type Json, type JsonObject } from '../laravel-json.ts';
import { textOf } from './php-json.ts';

/**
 * An event of a client, for the other members of its channel. Other events of clients are dropped.
 *
 * @returns false when the message cannot be understood
 */
export function whisper(instance: Instance, connection: Connection, message: JsonObject): boolean {
  const { event = null, channel: name = null, data = null } = message;
  if (typeof name !== 'string' || name === '' || !isWhisperable(data)) return false;
  if (!textOf(event).startsWith('client-')) return true;
  const why = refusedWhisper(instance, connection, name);
  if (why === undefined) dispatch(instance, connection.app.id, passedOn(instance, connection, message), connection.id);
  else connection.send(refusal(why));
  return true;
}

const isWhisperable = (data: Json): boolean => data === null || isList(data) || isObject(data);

function refusedWhisper(
  instance: Instance,
  connection: Connection,
  name: string,
): 'no-whispers' | 'not-a-member' | undefined {
  const { acceptClientEventsFrom: from = 'members', id } = connection.app;
  if (from === 'nobody') return 'no-whispers';
  if (from === 'all') return undefined;
  return channelsOf(instance, id).get(name)?.members.has(connection.id) ? undefined : 'not-a-member';
}

/** Members are vouched for: their whispers carry who they are, where it is known, and nothing that they made up. */
function passedOn(instance: Instance, { app, id }: Connection, message: JsonObject): JsonObject {
  if (app.acceptClientEventsFrom === 'all') return message;
  const { event = null, channel = null, data = null } = message;
  const { user_id: userId } = channelsOf(instance, app.id).get(textOf(channel))?.members.get(id)?.data ?? {};
  return { event, channel, data, ...(userId ? { user_id: userId } : {}) };
}
