import { type Answer, type HeaderLine, htmlAnswer, jsonAnswer, JSON_TYPE, NO_CACHE } from './answer.ts';
import type { Errors } from './validate.ts';

/** An exception that Laravel's handler renders: pretty-printed, its own headers first. */
export const exceptionAnswer = (status: number, message: string, headers: readonly HeaderLine[] = []): Answer => ({
  status,
  headers: [...headers, NO_CACHE, JSON_TYPE],
  cookies: [],
  body: { kind: 'json', value: { message }, pretty: true },
});

/** What a policy, a gate or a channel says to those it does not let in: no reason. */
export const forbidden = (): Answer => exceptionAnswer(403, '');

/** An exception nobody expected. */
export const serverError = (): Answer => exceptionAnswer(500, 'Server Error');

/** No route has this path. Laravel 8 leaves the message empty. */
export const routeNotFound = (): Answer => exceptionAnswer(404, '');

/** The path is there, the method is not. */
export function methodNotAllowed(method: string, allowed: readonly string[]): Answer {
  const list = allowed.join(', ');
  return exceptionAnswer(405, `The ${method} method is not supported for this route. Supported methods: ${list}.`, [
    ['Allow', list],
  ]);
}

/** What the router says by itself to OPTIONS: no route has to answer it. */
export function options(allowed: readonly string[]): Answer {
  const answer = htmlAnswer('');
  return { ...answer, headers: [['Allow', allowed.join(',')], ...answer.headers] };
}

/** Route model binding found no row. The message names the class, in production too. */
export const modelNotFound = (model: string, id: string): Answer =>
  exceptionAnswer(404, `No query results for model [App\\Models\\${model}] ${id}`);

export const unauthenticated = (): Answer => jsonAnswer({ message: 'Unauthenticated.' }, 401);

/** @param errors in the order of the rules */
export const invalid = (errors: Errors): Answer => jsonAnswer({ message: 'The given data was invalid.', errors }, 422);
