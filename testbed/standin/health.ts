import { type Answer, HTML_TYPE, jsonAnswer, NO_CACHE, withHeader } from './answer.ts';

/** `GET /health`: what the application itself looks at. */
export const showHealth = (): Answer =>
  withHeader(jsonAnswer({ app: 'ok', db: 'ok', redis: 'ok' }), ['Cache-Control', 'no-store, private']);

/** `GET /up`: the process answers, nothing more. */
export const showUp = (): Answer => ({
  status: 200,
  headers: [HTML_TYPE, NO_CACHE],
  cookies: [],
  body: { kind: 'text', text: '<!DOCTYPE html>\n<title>up</title>\n' },
});
