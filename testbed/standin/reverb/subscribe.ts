import { channelNamed, type Connection, join, leave, presenceOf, traitsOf } from './channels.ts';
import { cacheMiss, refusal, subscribed } from './frames.ts';
import { channelsOf, type Instance } from './instance.ts';
import type { JsonObject } from '../laravel-json.ts';
import { fieldsOf, readPhpJson, textOf } from './php-json.ts';
import { channelSignature, isSameSignature } from './signature.ts';

type Wish = {
  readonly name: string;
  /** `key:signature` */
  readonly auth: string;
  /** As it was signed. */
  readonly memberText: string | undefined;
  readonly member: JsonObject;
};

/** `pusher:subscribe`. Who is a member already is answered again. @returns false when it cannot be understood */
export function subscribe(instance: Instance, connection: Connection, data: JsonObject): boolean {
  const wish = wishOf(data);
  if (wish === undefined) return false;
  const { name, member } = wish;
  const channel = channelNamed(channelsOf(instance, connection.app.id), name);
  const { isPrivate, isCache } = traitsOf(name);
  if (isPrivate && !isSigned(connection, wish)) {
    connection.send(refusal('unauthorized'));
    return true;
  }
  join(channel, { connection, data: member });
  connection.send(subscribed(name, presenceOf(channel)));
  if (isCache) connection.send(channel.cached ?? cacheMiss(name));
  return true;
}

function wishOf({ channel: name, auth, channel_data: memberText }: JsonObject): Wish | undefined {
  if (typeof name !== 'string' || [auth, memberText].some((value) => !isTextOrNothing(value))) return undefined;
  const member = readPhpJson(textOf(memberText) || '[]');
  if (member === undefined) return undefined;
  return { name, auth: textOf(auth), memberText: textOf(memberText) || undefined, member: fieldsOf(member) ?? {} };
}

const isTextOrNothing = (value: unknown): boolean => ['string', 'undefined'].includes(typeof value) || value === null;

/** Only what follows the first colon counts: nobody looks at the key before it. */
const isSigned = ({ app, id }: Connection, { name, auth, memberText }: Wish): boolean =>
  isSameSignature(channelSignature(app.secret, id, name, memberText), auth.slice(auth.indexOf(':') + 1));

/** `pusher:unsubscribe`: nobody is told. @returns false when it cannot be understood */
export function unsubscribe(instance: Instance, { app, id }: Connection, { channel: name }: JsonObject): boolean {
  if (typeof name !== 'string') return false;
  const channels = channelsOf(instance, app.id);
  const channel = channels.get(name);
  if (channel !== undefined) leave(channels, channel, id);
  return true;
}
