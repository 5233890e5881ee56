/** A value of the Redis protocol. Errors are text that begins with `-`. */
export type Reply = string | number | null | readonly Reply[];

/** A command as Redis reads it: a list of texts. */
export const command = (...words: readonly string[]): string =>
  [`*${words.length}`, ...words.flatMap((word) => [`$${Buffer.byteLength(word)}`, word]), ''].join('\r\n');

/**
 * The values that a stream holds, whole ones only.
 *
 * @returns them, and the bytes of a value that has only begun
 */
export function readReplies(bytes: Buffer): { readonly replies: readonly Reply[]; readonly rest: Buffer } {
  const replies: Reply[] = [];
  let at = 0;
  for (;;) {
    const read = readReply(bytes, at);
    if (read === undefined) return { replies, rest: bytes.subarray(at) };
    replies.push(read.reply);
    at = read.end;
  }
}

type Read = { readonly reply: Reply; readonly end: number };

function readReply(bytes: Buffer, at: number): Read | undefined {
  const lineEnd = bytes.indexOf('\r\n', at);
  if (lineEnd < 0) return undefined;
  const [kind, line] = [bytes.toString('latin1', at, at + 1), bytes.toString('utf8', at + 1, lineEnd)];
  const end = lineEnd + 2;
  if (kind === '$') return readText(bytes, end, Number(line));
  if (kind === '*') return readList(bytes, end, Number(line));
  return { reply: kind === ':' ? Number(line) : kind === '-' ? `-${line}` : line, end };
}

function readText(bytes: Buffer, at: number, length: number): Read | undefined {
  if (length < 0) return { reply: null, end: at };
  const end = at + length + 2;
  return bytes.length < end ? undefined : { reply: bytes.toString('utf8', at, at + length), end };
}

function readList(bytes: Buffer, at: number, length: number): Read | undefined {
  const items: Reply[] = [];
  let end = at;
  for (let index = 0; index < length; index += 1) {
    const read = readReply(bytes, end);
    if (read === undefined) return undefined;
    items.push(read.reply);
    end = read.end;
  }
  return { reply: items, end };
}
