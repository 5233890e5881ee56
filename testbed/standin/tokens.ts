import { createHash, randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SECRET_LENGTH = 40;
const LIFETIME_MS = 24 * 60 * 60 * 1_000;

type Row = { readonly id: number; readonly digest: string; readonly userId: number; readonly expiresAt: number };

/** The table personal_access_tokens: digests only, as Sanctum keeps it. */
export type Tokens = { nextId: number; readonly rows: Map<number, Row> };

export const createTokens = (): Tokens => ({ nextId: 1, rows: new Map() });

/** @returns `<id>|<40 alphanumerics>`, and when it ends (milliseconds since the epoch) */
export function mintToken(tokens: Tokens, userId: number, now: number): { plain: string; expiresAt: number } {
  const id = tokens.nextId;
  const secret = Array.from({ length: SECRET_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const expiresAt = now + LIFETIME_MS;
  tokens.nextId += 1;
  tokens.rows.set(id, { id, digest: digestOf(secret), userId, expiresAt });
  return { plain: `${id}|${secret}`, expiresAt };
}

export type Bearer = { readonly tokenId: number; readonly userId: number };

/** Whose token the `Authorization` line carries; undefined for none, an unknown, a revoked or an outlived one. */
export function bearerOf(tokens: Tokens, authorization: string | undefined, now: number): Bearer | undefined {
  const plain = plainTokenOf(authorization) ?? '';
  const row = tokens.rows.get(Number.parseInt(plain, 10));
  const secret = plain.slice(plain.indexOf('|') + 1);
  if (row === undefined || row.digest !== digestOf(secret) || row.expiresAt <= now) return undefined;
  return { tokenId: row.id, userId: row.userId };
}

export const revokeToken = (tokens: Tokens, tokenId: number): boolean => tokens.rows.delete(tokenId);

function plainTokenOf(authorization = ''): string | undefined {
  const at = authorization.lastIndexOf('Bearer ');
  return at < 0 ? undefined : authorization.slice(at + 'Bearer '.length).split(',', 1)[0];
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
