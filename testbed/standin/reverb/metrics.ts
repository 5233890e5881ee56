import { type Channel, type Channels, subscribedIds, traitsOf, usersOf } from './channels.ts';
import { isList, isObject, type Json, type JsonObject } from '../laravel-json.ts';
import { fieldsOf, textOf } from './php-json.ts';

/** What the HTTP API wants to know of every instance. `info` is a list of words, joined by commas. */
export type Question =
  | { readonly kind: 'connections' }
  | { readonly kind: 'users'; readonly channel: string }
  | {
      readonly kind: 'channels';
      readonly channels: readonly string[] | null;
      readonly prefix: string;
      readonly info: string;
    };

/** Of a question that came over the relay. */
export function questionOf(value: Json | undefined): Question {
  const { kind, channel, channels, prefix, info } = fieldsOf(value) ?? {};
  if (kind === 'users') return { kind, channel: textOf(channel) };
  if (kind !== 'channels') return { kind: 'connections' };
  return { kind, channels: isList(channels) ? channels.map(textOf) : null, prefix: textOf(prefix), info: textOf(info) };
}

export function answerHere(channels: Channels, question: Question): Json {
  switch (question.kind) {
    case 'connections':
      return [...subscribedIds(channels)];
    case 'users':
      return usersOf(channels.get(question.channel)?.members ?? new Map()).map(({ user_id: id = null }) => ({ id }));
    case 'channels':
      return Object.fromEntries(
        (question.channels ?? occupied(channels, question.prefix)).map((name) => [
          name,
          infoOf(channels.get(name), question.info.split(',')),
        ]),
      );
    default:
      return question satisfies never;
  }
}

const occupied = (channels: Channels, prefix: string): readonly string[] =>
  [...channels.values()]
    .filter(({ name, members }) => members.size > 0 && name.startsWith(prefix))
    .map(({ name }) => name);

/** Only what was asked for, and only what this kind of channel has. */
function infoOf(channel: Channel | undefined, asked: readonly string[]): JsonObject {
  const isOccupied = channel !== undefined && channel.members.size > 0;
  const occupation = asked.includes('occupied') ? { occupied: isOccupied } : {};
  if (channel === undefined) return occupation;
  const { isPresence } = traitsOf(channel.name);
  return {
    ...occupation,
    ...(isPresence && asked.includes('user_count') ? { user_count: usersOf(channel.members).length } : {}),
    ...(!isPresence && asked.includes('subscription_count') ? { subscription_count: channel.members.size } : {}),
  };
}

/** Sockets that several instances count, once. */
export const mergeConnections = (answers: readonly Json[]): number =>
  new Set(answers.flatMap((answer) => (isList(answer) ? answer : []))).size;

export const mergeUsers = (answers: readonly Json[]): readonly JsonObject[] => {
  const users = answers.flatMap((answer) => (isList(answer) ? answer.filter(isObject) : []));
  return users.filter(({ id }, index) => users.findIndex((user) => user['id'] === id) === index);
};

/** Numbers of the instances added up, by channel. */
export function mergeChannels(answers: readonly Json[]): JsonObject {
  const merged = new Map<string, JsonObject>();
  for (const [name, info] of answers.filter(isObject).flatMap((answer) => Object.entries(answer))) {
    merged.set(name, added(merged.get(name) ?? {}, isObject(info) ? info : {}));
  }
  return Object.fromEntries(merged);
}

const added = (one: JsonObject, other: JsonObject): JsonObject =>
  Object.entries(other).reduce<JsonObject>((sum, [key, value]) => ({ ...sum, [key]: plus(sum[key], value) }), one);

function plus(one: Json | undefined, other: Json): Json {
  if (typeof other === 'number' && typeof one === 'number') return one + other;
  return one === true || other;
}
