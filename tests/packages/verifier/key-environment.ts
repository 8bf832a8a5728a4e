import { createTokenVerifier, type TokenVerifier } from '../../../src/packages/verifier/index.js';
import { MovableClock } from '../../support/adapters.js';
import { type KeyServer, signAccessToken, startKeyServer, type TestKey } from '../../support/key-server.js';

/** A server that publishes keys, and a verifier that has not asked it yet. */
export interface KeyEnvironment {
  readonly server: KeyServer;
  readonly clock: MovableClock;
  verifier: TokenVerifier;
  /** Another one, which knows nothing yet. */
  newVerifier(): TokenVerifier;
  tokenOf(key: TestKey, header?: object): Promise<string>;
  /** That a token is good, or the code that it is refused with. */
  saidOf(token: string): Promise<string>;
}

export async function openKeyEnvironment(): Promise<KeyEnvironment> {
  const server = await startKeyServer();
  const clock = new MovableClock();
  const newVerifier = () => createTokenVerifier({ issuer: server.issuer, now: () => clock.now() });
  const environment: KeyEnvironment = {
    server,
    clock,
    verifier: newVerifier(),
    newVerifier,
    tokenOf: (key, header = {}) => signAccessToken(key, { issuer: server.issuer, now: clock.now(), header }),
    saidOf: (token) =>
      environment.verifier.verify(token).then(
        () => 'accepted',
        (error) => error.code ?? `threw ${error}`,
      ),
  };
  return environment;
}
