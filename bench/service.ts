import { fileURLToPath } from 'node:url';
import { Connection } from './connection.js';
import {
  type Credentials,
  policyRequest,
  readTokens,
  registerRequest,
  requireSuccess,
  type Tokens,
} from './requests.js';
import { ServerProcess } from './server-process.js';

/** The service as it is built for production. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** An account and the session that its registration opened. */
export interface Member extends Credentials, Tokens {}

export function startService(
  environment: Readonly<Record<string, string>>,
  folder: string,
  dist = DIST,
): Promise<ServerProcess> {
  return ServerProcess.start({
    script: `${dist}/main.js`,
    environment: {
      LOG_LEVEL: 'info',
      // Tokens name it, and are good at whichever port the service starts on next.
      PUBLIC_URL: 'http://localhost:4000',
      // The load comes from one address and asks for the same accounts over and over.
      RATE_LIMITS: 'off',
      // A long run outlives the default.
      ACCESS_TOKEN_TTL: '12h',
      ...environment,
    },
    folder,
    firstRequest: policyRequest(),
  });
}

/** Registers members over the API. */
export async function registerMembers(port: number, count: number): Promise<Member[]> {
  const connection = await Connection.open(port);
  const members: Member[] = [];
  for (let index = 0; index < count; index += 1) {
    const credentials = { username: `bench_${index}`, password: `Gr4nite-Harbour-${index}!` };
    const tokens = readTokens(requireSuccess(await connection.send(registerRequest(credentials))));
    members.push({ ...credentials, ...tokens });
  }
  connection.close();
  return members;
}
