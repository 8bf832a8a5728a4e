import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { StartupError } from '../../core/errors.js';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The names of the settings for error messages. */
interface Settings {
  readonly host: string;
  readonly port: string;
}

const DEFAULT_SETTINGS: Settings = { host: 'HOST', port: 'PORT' };

/**
 * Finds a free port if none is configured. Tokens contain the address of the service, so the port must be
 * known before the service starts to listen.
 * @throws StartupError if the service cannot listen on the host
 */
export function findFreePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(startupErrorOf(error, { host, port: 0 })));
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * @returns the address on which the server listens. Behind a proxy, clients use a different one.
 * @throws StartupError if the server cannot listen on the host and port
 */
export async function listen(
  server: FastifyInstance,
  endpoint: Endpoint,
  settings: Settings = DEFAULT_SETTINGS,
): Promise<string> {
  const address = await server.listen({ ...endpoint }).catch((error: NodeJS.ErrnoException) => {
    throw startupErrorOf(error, endpoint, settings);
  });
  return address.replace('//127.0.0.1:', '//localhost:');
}

function startupErrorOf(
  error: NodeJS.ErrnoException,
  { host, port }: Endpoint,
  settings: Settings = DEFAULT_SETTINGS,
): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartupError(`Port ${port} on ${host} is in use; set ${settings.port} to another one.`);
    case 'EACCES':
    case 'EPERM':
      return new StartupError(
        `The process is not allowed to listen on port ${port} of ${host}: ports below 1024 are privileged on most systems. ` +
          `Set ${settings.port} to 1024 or higher, with a proxy in front, or give the process CAP_NET_BIND_SERVICE.`,
      );
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return new StartupError(`${settings.host} is not an address of this machine.`);
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return new StartupError(`${settings.host} must be an IP address of this machine or a name of one.`);
    default:
      return error;
  }
}
