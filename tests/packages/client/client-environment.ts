import {
  type AuthClient,
  type AuthClientOptions,
  AuthError,
  createAuthClient,
} from '../../../src/packages/client/index.js';
import { registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { Front } from './proxy.js';

export interface ClientEnvironment {
  readonly service: TestService;
  readonly front: Front;
  stop(): Promise<void>;
}

/** A service behind a front whose address it goes by. */
export async function openEnvironment(
  env: Readonly<Record<string, string>> = {},
): Promise<ClientEnvironment> {
  const front = await Front.open();
  const service = await startService({ env: { PUBLIC_URL: front.origin, ...env } });
  front.before(service.url);
  return {
    service,
    front,
    stop: async () => {
      await front.close();
      await service.stop();
    },
  };
}

/** A client that somebody new is signed in with, and how often it was told of the end. */
export async function signedIn(
  { front, service }: ClientEnvironment,
  options: Partial<AuthClientOptions> = {},
): Promise<{ auth: AuthClient; signedOut: () => number; email: string; password: string; id: string }> {
  const { email, password } = await registerPerson(service.client);
  const auth = createAuthClient({ url: front.url, ...options });
  const { user } = await auth.login({ usernameOrEmail: email, password });
  let times = 0;
  auth.onSignedOut(() => {
    times += 1;
  });
  front.forget();
  return { auth, signedOut: () => times, email, password, id: user.id };
}

/** The error that a call must fail with. */
export async function failureOf(call: Promise<unknown>): Promise<AuthError> {
  const error: unknown = await call.then(
    () => new Error('It did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AuthError)) throw error;
  return error;
}
