import { generateKeyPairSync } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from './environment.js';
import { FloorTokens } from './floor-tokens.js';
import { CLIENTS } from './plan.js';
import { meRequest, type Tokens } from './requests.js';
import { ServerProcess } from './server-process.js';
import { type Member, registerMembers, startService } from './service.js';

/** The service and its floor over the same rows, each with members of its own so that neither moves the other's. */
export interface Fixture {
  readonly service: ServerProcess;
  readonly members: readonly Member[];
  readonly floor: ServerProcess;
  readonly floorMembers: readonly Tokens[];
  stop(): Promise<void>;
}

export async function openFixture(environment: Environment, folder: string): Promise<Fixture> {
  const first = await startService(environment.serviceEnvironment, folder);
  const everybody = await registerMembers(first.port, 2 * CLIENTS);
  await first.stop();
  await environment.shareRows();

  const privateKey = newPrivateKey();
  const floorMembers = everybody.slice(CLIENTS).map((member) => reissue(member, new FloorTokens(privateKey)));
  const service = await startService(environment.serviceEnvironment, folder);
  const floor = await startFloor(environment, privateKey, floorMembers, folder);
  const stop = async () => {
    await Promise.all([service.stop(), floor.stop()]);
  };
  return { service, members: everybody.slice(0, CLIENTS), floor, floorMembers, stop };
}

async function startFloor(
  { floorScript, floorEnvironment }: Environment,
  privateKey: string,
  [someone]: readonly Tokens[],
  folder: string,
): Promise<ServerProcess> {
  const floorFolder = join(folder, 'floor');
  await mkdir(floorFolder, { recursive: true });
  return ServerProcess.start({
    script: fileURLToPath(new URL(floorScript, import.meta.url)),
    environment: { ...floorEnvironment, FLOOR_KEY: privateKey },
    folder: floorFolder,
    firstRequest: meRequest(someone ?? { accessToken: '' }),
  });
}

/** The same sessions under a key that the floor knows. */
function reissue({ refreshToken }: Tokens, tokens: FloorTokens): Tokens {
  const payload = Buffer.from(refreshToken.split('.')[1] ?? '', 'base64url').toString();
  const { sub, sid, gen, exp } = JSON.parse(payload) as Record<string, unknown>;
  const iat = Math.floor(Date.now() / 1000);
  return {
    accessToken: tokens.mint('at+jwt', { sub, sid, role: 'USER', iat, exp }),
    refreshToken: tokens.mint('rt+jwt', { sub, sid, gen, iat, exp }),
  };
}

function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
