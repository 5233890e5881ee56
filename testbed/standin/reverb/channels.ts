import type { ReverbApp } from './app.ts';
import { memberAdded, memberRemoved } from './frames.ts';
import { type Json, type JsonObject, printJson } from '../laravel-json.ts';
import { textOf } from './php-json.ts';

/** A client's end of a socket. */
export type Connection = {
  /** `426611164.762741103` */
  readonly id: string;
  readonly app: ReverbApp;
  readonly send: (frame: string) => void;
  /** Ends the stream without a close frame, after what was sent. */
  readonly end: () => void;
};

export type Member = { readonly connection: Connection; readonly data: JsonObject };

/** A channel of one app on one instance: nothing of it is shared with other instances. */
export type Channel = {
  readonly name: string;
  /** By socket id, in the order they came. */
  readonly members: Map<string, Member>;
  /** The last event of a cache channel. */
  cached?: string;
};

/** The channels of one app, by name. */
export type Channels = Map<string, Channel>;

type Traits = { readonly isPrivate: boolean; readonly isPresence: boolean; readonly isCache: boolean };

/** By the beginning of the name; the dash counts for two of them only. */
export function traitsOf(name: string): Traits {
  const isPresence = name.startsWith('presence');
  const isCache = name.startsWith('private-cache-') || name.startsWith('presence-cache-') || name.startsWith('cache');
  return { isPrivate: isPresence || name.startsWith('private'), isPresence, isCache };
}

export function channelNamed(channels: Channels, name: string): Channel {
  const channel = channels.get(name) ?? { name, members: new Map() };
  channels.set(name, channel);
  return channel;
}

/** Adds a member, and tells the others when it is a new one of a presence channel. */
export function join(channel: Channel, member: Member): void {
  const isKnown = isPresent(channel, member.data['user_id']);
  channel.members.set(member.connection.id, member);
  if (!traitsOf(channel.name).isPresence || isKnown) return;
  send(channel, memberAdded(channel.name, printJson(member.data)), member.connection.id);
}

/** Takes a socket out of a channel; an empty channel is forgotten. */
export function leave(channels: Channels, channel: Channel, socketId: string): void {
  const member = channel.members.get(socketId);
  channel.members.delete(socketId);
  if (channel.members.size === 0) channels.delete(channel.name);
  const userId = member?.data['user_id'];
  if (!traitsOf(channel.name).isPresence || userId === undefined || isPresent(channel, userId)) return;
  send(channel, memberRemoved(channel.name, printJson(userId)), socketId);
}

export function leaveAll(channels: Channels, socketId: string): void {
  for (const channel of [...channels.values()].filter(({ members }) => members.has(socketId))) {
    leave(channels, channel, socketId);
  }
}

/** @param exceptId a socket that is left out */
export function send({ members }: Channel, frame: string, exceptId?: string): void {
  for (const [id, { connection }] of members) if (id !== exceptId) connection.send(frame);
}

/** JSON text: who is on this instance. `{}` for channels without presence. */
export function presenceOf({ name, members }: Channel): string {
  if (!traitsOf(name).isPresence) return '{}';
  const users = usersOf(members);
  if (users.some(({ user_id: id }) => id === undefined)) return '{"presence":{"count":0,"ids":[],"hash":[]}}';
  const ids = users.map(({ user_id: id = null }) => id);
  const hash = users.map(({ user_id: id, user_info: info = null }) => `"${textOf(id)}":${printJson(info)}`);
  return `{"presence":{"count":${users.length},"ids":${printJson(ids)},"hash":{${hash.join(',')}}}}`;
}

/** What each user said about itself, once a user. */
export function usersOf(members: Channel['members']): readonly JsonObject[] {
  const seen = new Set<Json | undefined>();
  return [...members.values()].map(({ data }) => data).filter(({ user_id: id }) => !seen.has(id) && seen.add(id));
}

const isPresent = ({ members }: Channel, userId: Json | undefined): boolean =>
  userId !== undefined && [...members.values()].some(({ data }) => textOf(data['user_id']) === textOf(userId));

/** How many sockets of an app are in some channel: others do not count for Reverb. */
export const subscribedIds = (channels: Channels): ReadonlySet<string> =>
  new Set([...channels.values()].flatMap(({ members }) => [...members.keys()]));
