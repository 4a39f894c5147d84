/** Ports of this computer: is one free, and which is. */
import { createServer } from 'node:net';
import { CollateError } from '../../services/errors.ts';

const HOST = '127.0.0.1';

/** Both loopback and the wildcard address: some systems let one be bound over the other. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of [HOST, undefined]) if ((await tryPort(port, host)) === null) return false;
  return true;
}

export async function freePort(): Promise<number> {
  const port = await tryPort(0, HOST);
  if (port === null) throw new CollateError('port_taken', 'This computer has no free port.');
  return port;
}

/** Binds a port and lets go of it: its number, or null when it cannot be had. */
function tryPort(port: number, host: string | undefined): Promise<number | null> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
