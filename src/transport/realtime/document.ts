import type { Message } from '../../model/realtime.ts';
import { dataText, type Heard, restText } from './protocol.ts';
import { isRecord } from '../../json/index.ts';

/** What a step's sockets showed, as far as it is compared. */
export type Shown = {
  /** One JSON text for each socket that was opened. */
  readonly handshakes: readonly string[];
  /** In the order in which the waits began: the order of arrival is another in each run. */
  readonly messages: readonly { readonly socket: string; readonly heard: Heard }[];
  readonly notes: ReadonlyMap<string, unknown>;
};

/** Its JSON text, before aliases and redaction. Data of messages stands in it as it came. */
export function documentOf({ handshakes, messages, notes }: Shown): string {
  const different = [...new Set(handshakes)].toSorted();
  const handshake = different.length > 1 ? `[${different.join(',')}]` : different[0];
  const sorted = [...notes].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return object([
    ['handshake', handshake],
    ['messages', `[${messages.map(({ socket, heard }) => messageText(socket, heard)).join(',')}]`],
    ['notes', object(sorted.map(([name, fact]) => [name, JSON.stringify(fact)]))],
  ]);
}

const messageText = (socket: string, heard: Heard): string =>
  object([
    ['socket', JSON.stringify(socket)],
    ['event', JSON.stringify(heard.message.event)],
    ['channel', heard.message.channel && JSON.stringify(heard.message.channel)],
    ['data', dataText(heard)],
    ['dataIs', JSON.stringify(heard.message.dataIs)],
    ['rest', restText(heard)],
  ]);

/** Members without a value are left out. */
const object = (members: readonly (readonly [name: string, json: string | undefined])[]): string =>
  `{${members.flatMap(([name, json]) => (json === undefined ? [] : [`${JSON.stringify(name)}:${json}`])).join(',')}}`;

/** A socket's id and what else `pusher:connection_established` told; undefined where a client could not use it. */
export function handshakeOf({
  data,
  dataIs,
}: Message): { readonly socketId: string; readonly json: string } | undefined {
  if (!isRecord(data)) return undefined;
  const { socket_id: socketId, activity_timeout: timeout, ...rest } = data;
  if (typeof socketId !== 'string' || socketId === '' || !(Number(timeout) > 0)) return undefined;
  const id = /^\d+\.\d+$/.test(socketId) ? '<socket id>' : '<malformed socket id>';
  return { socketId, json: JSON.stringify({ socket_id: id, activity_timeout: timeout, ...rest, dataIs }) };
}
