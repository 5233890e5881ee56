import type { App } from './app.ts';
import { type Answer, type Asked, htmlAnswer, jsonAnswer, withHeader } from './answer.ts';

/** `GET /health`: the stand-in has neither database nor Redis that could fail. */
export const showHealth = (): Answer =>
  withHeader(jsonAnswer({ app: 'ok', db: 'ok', redis: 'ok' }), ['Cache-Control', 'no-store, private']);

/** `GET /version`: which revision of the application answers. */
export const showVersion = (_asked: Asked, { revision }: App): Answer =>
  withHeader(jsonAnswer({ revision }), ['Cache-Control', 'no-store, private']);

/** `GET /up`: the process answers, nothing more. */
export const showUp = (): Answer => htmlAnswer(UP);

const UP = `<!DOCTYPE html>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Academy</title>
    </head>
    <body>
        <p>Application up</p>
    </body>
</html>
`;
