import type { Libraries } from './libraries.mjs';
import { loadLibraries } from './libraries.mjs';

/** Hosts that exist here only → what makes the socket, once. Global, because the seam in pusher-js is. */
const SERVED = new Map<string, (asked: URL) => object>();
let served = 0;

/**
 * A host name that stands for one client of one target: pusher-js tells its seam nothing but a URL, and two targets
 * may have one host name.
 */
export function serveAlias(role: string, make: (asked: URL) => object): string {
  const alias = `${role}-${++served}.parity.invalid`;
  SERVED.set(alias, make);
  return alias;
}

export const dropAlias = (alias: string): void => void SERVED.delete(alias);

/** Both libraries, loaded when the first client is wanted; whatever they dial afterwards, only aliases are served. */
export async function loadEcho(): Promise<Libraries> {
  const libraries = await loadLibraries();
  const { Runtime } = libraries.Pusher;
  Runtime.createWebSocket = serve;
  // Every client listens there for as long as the process lives, for news that Node never has: none is ever freed.
  const network = Runtime.getNetwork();
  network.bind = () => network;
  Runtime.createXHR = () => {
    throw new Error('refused to send a request by pusher-js; channels are authorised by customHandler');
  };
  return libraries;
}

function serve(url: string): object {
  const asked = new URL(url);
  const make = SERVED.get(asked.hostname);
  if (make === undefined) throw new Error(`refused to connect pusher-js to ${asked.host}: it is none of our aliases`);
  SERVED.delete(asked.hostname);
  return make(asked);
}
