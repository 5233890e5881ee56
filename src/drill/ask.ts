import type { Result } from '../model/result.ts';
import { send } from '../export/send.ts';
import { err, ok } from '../model/result.ts';

/** For each request to the alerting system, in milliseconds. */
const TIMEOUT_MS = 5_000;

const sinkAt = (url: URL): Parameters<typeof send>[0] => ({ url, headers: [], timeoutMs: TIMEOUT_MS });

/** The text of an answer, or one sentence on why there is none. */
export async function textAt(url: URL, path: string, signal: AbortSignal): Promise<Result<string, string>> {
  const answer = await send(sinkAt(url), { method: 'GET', path }, signal);
  return answer.ok ? answer : err(answer.error.says);
}

/** The JSON of an answer. Nothing about its shape is sure. */
export async function jsonAt(url: URL, path: string, signal: AbortSignal): Promise<Result<unknown, string>> {
  const answer = await textAt(url, path, signal);
  if (!answer.ok) return answer;
  try {
    return ok(JSON.parse(answer.value));
  } catch {
    return err(`${url.host} answered no JSON to GET ${path}`);
  }
}

export async function post(
  url: URL,
  path: string,
  value: unknown,
  signal: AbortSignal,
): Promise<Result<undefined, string>> {
  const body = JSON.stringify(value);
  const answer = await send(sinkAt(url), { method: 'POST', path, body, type: 'application/json' }, signal);
  return answer.ok ? ok(undefined) : err(answer.error.says);
}

/** The elements of a JSON list; none when it is no list. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
