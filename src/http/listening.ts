import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { StartupError } from '../core/errors.js';

/**
 * Tokens carry the address of the service, so a port that nobody chose must be known before it is listened on.
 * @throws StartupError when the host cannot be listened on
 */
export function findFreePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(refusalOf(error, host, 0)));
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * @returns where it listens, which behind a proxy is not where its clients find it
 * @throws StartupError when the port or the host cannot be had
 */
export async function listen(server: FastifyInstance, host: string, port: number): Promise<string> {
  const address = await server.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    throw refusalOf(error, host, port);
  });
  return address.replace('//127.0.0.1:', '//localhost:');
}

function refusalOf(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartupError(`Port ${port} on ${host} is in use; set PORT to another one.`);
    case 'EACCES':
    case 'EPERM':
      return new StartupError(
        `This user may not listen on port ${port} of ${host}: ports below 1024 are privileged on most systems. ` +
          'Set PORT to 1024 or higher, with a proxy in front, or give the process CAP_NET_BIND_SERVICE.',
      );
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return new StartupError('HOST is not an address of this machine.');
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return new StartupError('HOST must be an IP address of this machine or a name of one.');
    default:
      return error;
  }
}
