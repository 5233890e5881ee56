import type { Change } from './change.ts';
import { isObject, type Json, type JsonObject } from './laravel-json.ts';

const ROUTING = '/usr/share/php/Illuminate/Routing';

/** Which exception stands behind a status. */
const EXCEPTIONS: Readonly<Record<number, string>> = {
  404: 'Symfony\\Component\\HttpKernel\\Exception\\NotFoundHttpException',
  405: 'Symfony\\Component\\HttpKernel\\Exception\\MethodNotAllowedHttpException',
  429: 'Illuminate\\Http\\Exceptions\\ThrottleRequestsException',
};

/** APP_DEBUG=true: a rendered exception says where it comes from. Its trace is shorter than a real one. */
export const withDebugTrace: Change = (answer) => {
  const { status, body } = answer;
  const exception = EXCEPTIONS[status];
  if (exception === undefined || body.kind !== 'json' || !body.pretty || !isObject(body.value)) return answer;
  return { ...answer, body: { ...body, value: traced(body.value, exception) } };
};

const traced = (error: JsonObject, exception: string): JsonObject => ({
  ...error,
  exception,
  file: `${ROUTING}/AbstractRouteCollection.php`,
  line: 43,
  trace: [
    frame('RouteCollection.php', 162, 'handleMatchedRoute', 'AbstractRouteCollection'),
    frame('Router.php', 673, 'match', 'RouteCollection'),
    frame('Router.php', 662, 'findRoute', 'Router'),
  ],
});

const frame = (file: string, line: number, method: string, type: string): Json => ({
  file: `${ROUTING}/${file}`,
  line,
  function: method,
  class: `Illuminate\\Routing\\${type}`,
  type: '->',
});
