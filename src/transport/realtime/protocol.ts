import type { Message } from '../../model/realtime.ts';
import { Buffer } from 'node:buffer';
import { entryAt, getByPointer, isRecord, lexemeAt, readJson, stringAt } from '../../json/index.ts';

/** A message with the text it came as. */
export type Heard = { readonly message: Message; readonly text: string };

export const ESTABLISHED = 'pusher:connection_established';
export const SUBSCRIBED = 'pusher_internal:subscription_succeeded';
export const ERROR = 'pusher:error';
export const PING = 'pusher:ping';
export const PONG = 'pusher:pong';

/** The message of the protocol that a text frame holds; undefined when it holds none. */
export function readMessage(text: string, receivedAt: number): Heard | undefined {
  const value = parsed(text)?.value;
  if (!isRecord(value) || typeof value['event'] !== 'string') return undefined;
  const { event, channel, data } = value;
  if (channel !== undefined && typeof channel !== 'string') return undefined;
  return { text, message: { event, ...(channel !== undefined && { channel }), ...decoded(data), receivedAt } };
}

function decoded(data: unknown): Pick<Message, 'data' | 'dataIs' | 'at'> {
  if (data === undefined) return { ...withPointers(undefined), dataIs: 'absent' };
  if (typeof data !== 'string') return { ...withPointers(data), dataIs: 'value' };
  const json = parsed(data);
  return { ...withPointers(json === undefined ? data : json.value), dataIs: 'string' };
}

const withPointers = (data: unknown): Pick<Message, 'data' | 'at'> => ({
  data,
  at: (pointer) => getByPointer(data, pointer),
});

/**
 * The data of a message as JSON text, digit by digit as it came: a number loses nothing on its way into a document.
 * A string that is not JSON stays a JSON string; undefined when there was no data.
 */
export function dataText({ message, text }: Heard): string | undefined {
  if (message.dataIs === 'absent') return undefined;
  const read = readJson(text);
  if (!read.ok) return JSON.stringify(message.data);
  const at = entryAt(read.document, '/data');
  const raw = Buffer.from(lexemeAt(read.document, at), 'latin1').toString('utf8');
  if (message.dataIs === 'value') return raw;
  const inner = readJson(stringAt(read.document, at));
  return inner.ok && !inner.document.bom ? Buffer.from(inner.document.bytes).toString('utf8') : raw;
}

/** What a message holds besides, as JSON text, e.g. the `user_id` of a whisper; undefined when there is nothing. */
export function restText({ text }: Heard): string | undefined {
  const value = parsed(text)?.value;
  if (!isRecord(value)) return undefined;
  const { event: _event, channel: _channel, data: _data, ...rest } = value;
  return Object.keys(rest).length === 0 ? undefined : JSON.stringify(rest);
}

export type ErrorData = { readonly code: number | undefined; readonly message: string };

/** What a `pusher:error` says; tolerant, for whatever stands there is shown. */
export function errorOf(data: unknown): ErrorData {
  if (!isRecord(data)) return { code: undefined, message: JSON.stringify(data) ?? 'nothing' };
  const { code, message } = data;
  return {
    code: typeof code === 'number' ? code : undefined,
    message: typeof message === 'string' ? message : (JSON.stringify(message) ?? 'no message'),
  };
}

/** A message to the server, as pusher-js writes it. */
export const written = (event: string, data: unknown, channel?: string): string =>
  JSON.stringify({ event, data, ...(channel !== undefined && { channel }) });

/** How every JSON text begins. A flood of texts that do not would otherwise be a flood of errors with stacks. */
const JSON_BEGINS = /^[ \t\r\n]*[[{"\d\-tfn]/;

function parsed(text: string): { readonly value: unknown } | undefined {
  if (!JSON_BEGINS.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
