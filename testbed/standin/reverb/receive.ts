import { isUtf8 } from 'node:buffer';
import type { Connection } from './channels.ts';
import { PONG, refusal } from './frames.ts';
import type { Instance } from './instance.ts';
import type { Json, JsonObject } from '../laravel-json.ts';
import { fieldsOf, readPhpJson } from './php-json.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import { whisper } from './whisper.ts';

/** Why a message ends its socket. */
export type Closing = { readonly code: number; readonly reason: string };

/** What is wrong with the bytes of a message, before it is read. @param most bytes */
export function refusedBytes(bytes: Buffer, isBinary: boolean, most: number): Closing | undefined {
  if (bytes.length > most) return { code: 1009, reason: 'Maximum message size exceeded' };
  if (!isBinary && !isUtf8(bytes)) return { code: 1007, reason: 'Ratchet detected an invalid UTF-8 payload' };
  return undefined;
}

/** Does what a message asks for. Frames of text and binary ones mean the same. */
export function receive(instance: Instance, connection: Connection, text: string): void {
  const message = fieldsOf(readPhpJson(text)) ?? {};
  const { event } = message;
  if (typeof event !== 'string' || event === '') return connection.send(refusal('bad-message'));
  const data = dataOf(message);
  const isUnderstood = event.startsWith('pusher:')
    ? HANDLERS.get(event)?.(instance, connection, fieldsOf(data) ?? {})
    : whisper(instance, connection, { ...message, event, data });
  if (isUnderstood !== true) connection.send(refusal('bad-message'));
}

/** Data that is text may hold JSON itself. */
const dataOf = ({ data = null }: JsonObject): Json => (typeof data === 'string' ? (readPhpJson(data) ?? data) : data);

/** @returns false when the message cannot be understood */
type Handler = (instance: Instance, connection: Connection, data: JsonObject) => boolean;

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['pusher:ping', pong],
  ['pusher:pong', () => true],
  ['pusher:subscribe', subscribe],
  ['pusher:unsubscribe', unsubscribe],
]);

function pong(_instance: Instance, connection: Connection): boolean {
  connection.send(PONG);
  return true;
}
