import { isList, type Json, type JsonObject } from '../laravel-json.ts';
import { fieldsOf, readPhpJson, textOf } from './php-json.ts';

/** What `POST /events` sends. `data` is text that holds JSON. */
export type EventInput = {
  readonly name: string;
  readonly data: string;
  readonly channels: readonly string[];
  readonly socketId: string | undefined;
  readonly info: string | undefined;
};

/** One of several events; it has one channel. */
export type BatchItem = Omit<EventInput, 'channels'> & { readonly channel: string };

type Refused =
  | { readonly kind: 'unreadable' }
  /** By field, in the order of the rules. */
  | { readonly kind: 'invalid'; readonly errors: JsonObject };

export function readEvent(body: string): Refused | { readonly kind: 'read'; readonly event: EventInput } {
  const fields = fieldsOf(readPhpJson(body));
  if (fields === undefined) return { kind: 'unreadable' };
  const errors = { ...problemsOf(fields, ''), ...channelProblems(fields), ...optionalProblems(fields, '') };
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const { channels = null, channel = null } = fields;
  return {
    kind: 'read',
    event: { ...common(fields), channels: (isList(channels) ? channels : [channel]).map(textOf) },
  };
}

export function readBatch(body: string): Refused | { readonly kind: 'read'; readonly items: readonly BatchItem[] } {
  const fields = fieldsOf(readPhpJson(body));
  if (fields === undefined) return { kind: 'unreadable' };
  const { batch = null } = fields;
  if (!isList(batch) || batch.length === 0) return { kind: 'invalid', errors: { batch: [required('batch')] } };
  const items = batch.map((item) => fieldsOf(item) ?? {});
  const errors = Object.assign({}, ...items.map((item, at) => itemProblems(item, `batch.${at}.`)));
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  return { kind: 'read', items: items.map((item) => ({ ...common(item), channel: textOf(item['channel']) })) };
}

function itemProblems(item: JsonObject, prefix: string): JsonObject {
  const { channel = null } = item;
  const label = `${prefix}channel`;
  const missing = `The ${label} field is required when ${prefix}channels is not present.`;
  return {
    ...problemsOf(item, prefix),
    ...(isMissing(channel) ? { [label]: [missing] } : textProblem(channel, label)),
    ...optionalProblems(item, prefix),
  };
}

const problemsOf = (fields: JsonObject, prefix: string): JsonObject =>
  Object.assign({}, ...['name', 'data'].map((field) => problemOf(fields[field] ?? null, `${prefix}${field}`)));

const problemOf = (value: Json, label: string): JsonObject =>
  isMissing(value) ? { [label]: [required(label)] } : textProblem(value, label);

const textProblem = (value: Json, label: string): JsonObject =>
  typeof value === 'string' ? {} : { [label]: [`The ${label} field must be a string.`] };

function channelProblems({ channels = null, channel = null }: JsonObject): JsonObject {
  if (isMissing(channels) && isMissing(channel)) {
    return {
      channels: ['The channels field is required when channel is not present.'],
      channel: ['The channel field is required when channels is not present.'],
    };
  }
  return {
    ...(isMissing(channels) || isList(channels) ? {} : { channels: ['The channels field must be an array.'] }),
    ...(isMissing(channel) ? {} : textProblem(channel, 'channel')),
  };
}

const optionalProblems = (fields: JsonObject, prefix: string): JsonObject =>
  Object.assign(
    {},
    ...['socket_id', 'info']
      .filter((field) => field in fields)
      .map((field) => textProblem(fields[field] ?? null, `${prefix}${field}`)),
  );

const common = ({ name, data, socket_id: socketId, info }: JsonObject): Omit<EventInput, 'channels'> => ({
  name: textOf(name),
  data: textOf(data),
  socketId: typeof socketId === 'string' ? socketId : undefined,
  info: typeof info === 'string' ? info : undefined,
});

const required = (label: string): string => `The ${label} field is required.`;

const isMissing = (value: Json): boolean => value === null || value === '' || (isList(value) && value.length === 0);
