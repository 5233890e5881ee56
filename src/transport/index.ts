export { type Agent, createAgent } from './agent.ts';
export { type ApiDeps, createApi } from './api.ts';
export { answers } from './control.ts';
export { toCurl } from './curl.ts';
export { exchange, type ExchangeRequest, type Live } from './exchange.ts';
export { type Limits, LIMITS } from './limits.ts';
export { jsonBody } from './json-body.ts';
export type { RealtimeDeps } from './realtime/desk-state.ts';
export { createRedactor, type Redactor, weakSecrets } from './redactor.ts';
