/** Undici's Client alone: the rest of the package (fetch, cache, mocks) takes 45 ms of every start and is never used. */
declare module 'undici/lib/dispatcher/client.js' {
  import type { Client } from 'undici';

  const client: typeof Client;
  export default client;
}
