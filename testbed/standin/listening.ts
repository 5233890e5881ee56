import { once } from 'node:events';
import type { Server } from 'node:http';

/** Lets a server listen. @returns `http://<host>:<port>` @throws the error of the socket when the port is taken */
export async function listening(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a TCP server has an address and a port');
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}
