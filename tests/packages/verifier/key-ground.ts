import { createTokenVerifier, type TokenVerifier } from '../../../src/packages/verifier/index.js';
import { MovableClock } from '../../support/edges.js';
import { type KeyServer, signAccessToken, startKeyServer, type TestKey } from '../../support/key-server.js';

/** A server that publishes keys, and a verifier that has not asked it yet. */
export interface KeyGround {
  readonly server: KeyServer;
  readonly clock: MovableClock;
  verifier: TokenVerifier;
  /** Another one, which knows nothing yet. */
  newVerifier(): TokenVerifier;
  tokenOf(key: TestKey, header?: object): Promise<string>;
  /** That a token is good, or the code that it is refused with. */
  saidOf(token: string): Promise<string>;
}

export async function openKeyGround(): Promise<KeyGround> {
  const server = await startKeyServer();
  const clock = new MovableClock();
  const newVerifier = () => createTokenVerifier({ issuer: server.issuer, now: () => clock.now() });
  const ground: KeyGround = {
    server,
    clock,
    verifier: newVerifier(),
    newVerifier,
    tokenOf: (key, header = {}) => signAccessToken(key, { issuer: server.issuer, now: clock.now(), header }),
    saidOf: (token) =>
      ground.verifier.verify(token).then(
        () => 'accepted',
        (error) => error.code ?? `threw ${error}`,
      ),
  };
  return ground;
}
