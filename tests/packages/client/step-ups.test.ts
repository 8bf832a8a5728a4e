import { Duration } from '../../../src/core/duration.js';
import {
  type AuthClientOptions,
  createAuthClient,
  type SessionChange,
  type StepUp,
} from '../../../src/packages/client/index.js';
import { ageAuthentication } from '../../support/authentication.js';
import { pause, times } from '../../support/outcomes.js';
import { registerPerson } from '../../support/people.js';
import { type ClientEnvironment, failureOf, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

const SENSITIVE = 'StartPasskeyRegistration';
const OWN = 'mutation StartPasskeyRegistration { startPasskeyRegistration { challenge } }';

/** A client whose user proved too long ago who they are, and the questions to the user. */
async function staleClient(
  answer: (person: { auth: Awaited<ReturnType<typeof signedIn>>['auth']; password: string }) => unknown,
  options: Partial<AuthClientOptions> = {},
) {
  const questions: StepUp[] = [];
  const person = await signedIn(environment, {
    onStepUp: async (stepUp) => {
      questions.push(stepUp);
      return (await answer(person)) as boolean;
    },
    ...options,
  });
  const token = (await person.auth.getAccessToken()) ?? '';
  await ageAuthentication(environment.service, token, Duration.minutes(11));
  return { ...person, token, questions };
}
type Stale = Parameters<Parameters<typeof staleClient>[0]>[0];

const withPassword = async ({ auth, password }: Stale) =>
  (await auth.reauthenticateWithPassword({ password })).success;

describe('a call that needs a fresh proof', () => {
  it('asks the user once, and is repeated once with a token from after the step-up', async () => {
    const { auth, questions, token } = await staleClient(withPassword);
    expect((await auth.startPasskeyRegistration()).challenge).toMatch(/./);
    expect(questions).toEqual([
      expect.objectContaining({ methods: ['PASSWORD'], acr: 'aal1', maxAge: 600, enrol: false }),
    ]);
    expect(environment.front.seen).toEqual([
      SENSITIVE,
      'ReauthenticateWithPassword',
      'RefreshToken',
      SENSITIVE,
    ]);
    expect(await auth.getAccessToken()).not.toBe(token);
  });

  it('shares one question with every call of that moment', async () => {
    const { auth, questions } = await staleClient(withPassword);
    const answers = await Promise.all(times(16, null).map(() => auth.startPasskeyRegistration()));
    expect(answers.map(({ success }) => success)).toEqual(times(16, true));
    expect([questions.length, environment.front.count('RefreshToken')]).toEqual([1, 1]);
    await auth.startPasskeyRegistration();
    expect(questions).toHaveLength(1);
  });

  it('asks no second time for a refusal that arrives after the step-up', async () => {
    const { auth, token, password, questions } = await staleClient(withPassword);
    await auth.reauthenticateWithPassword({ password });
    expect(await auth.stepUp(token, {})).toBe(await auth.getAccessToken());
    expect(questions).toEqual([]);
  });

  it.each([
    ['declines', () => false],
    ['fails', () => Promise.reject(new Error('The dialog was closed'))],
  ])('fails with STEP_UP_REQUIRED if the user %s, who stays signed in', async (_what, answer) => {
    const { auth, questions, signedOut } = await staleClient(answer);
    expect((await failureOf(auth.startPasskeyRegistration())).code).toBe('STEP_UP_REQUIRED');
    expect([questions.length, environment.front.seen]).toEqual([1, [SENSITIVE]]);
    expect([(await auth.me()) !== null, signedOut()]).toEqual([true, 0]);
  });

  it('fails with STEP_UP_REQUIRED where nothing asks the user', async () => {
    const { auth } = await staleClient(() => true, { onStepUp: undefined });
    const { code, methods } = await failureOf(auth.startPasskeyRegistration());
    expect([code, methods]).toEqual(['STEP_UP_REQUIRED', ['PASSWORD']]);
  });

  it('fails at once within the question, which would otherwise wait for itself', async () => {
    const codes: string[] = [];
    const { auth } = await staleClient(async ({ auth: own }) => {
      codes.push((await failureOf(own.startPasskeyRegistration())).code);
      return false;
    });
    await failureOf(auth.startPasskeyRegistration());
    expect(codes).toEqual(['STEP_UP_REQUIRED']);
  });

  it('counts no token from before the step-up, even one that the user got meanwhile', async () => {
    const { auth, questions } = await staleClient(async (person) => {
      await person.auth.refreshToken();
      const token = await person.auth.getAccessToken();
      // In another way than by the client, such as a page of the service.
      await environment.service.client
        .as(token ?? '')
        .raw(
          'mutation ($input: ReauthenticateWithPasswordInput!) { reauthenticateWithPassword(input: $input) { acr } }',
          { input: { password: person.password } },
        );
      return true;
    });
    expect((await auth.startPasskeyRegistration()).success).toBe(true);
    expect([questions.length, environment.front.count('RefreshToken')]).toEqual([1, 2]);
  });

  it('is not repeated as another user who signs in meanwhile', async () => {
    const eve = await registerPerson(environment.service.client);
    const { auth } = await staleClient(async ({ auth: own }) => {
      await own.login({ usernameOrEmail: eve.email, password: eve.password });
      return true;
    });
    expect((await failureOf(auth.startPasskeyRegistration())).code).toBe('STEP_UP_REQUIRED');
    expect(environment.front.count(SENSITIVE)).toBe(1);
  });

  it('may be an operation of your own', async () => {
    const { auth, questions } = await staleClient(withPassword);
    expect(await auth.request(OWN)).toMatchObject({
      startPasskeyRegistration: { challenge: expect.any(String) },
    });
    expect(questions).toHaveLength(1);
  });

  it('stops waiting for the user when the caller aborts', async () => {
    const leaving = new AbortController();
    const { auth } = await staleClient(() => {
      leaving.abort(new Error('left'));
      return pause(100);
    });
    await expect(auth.startPasskeyRegistration(null, { signal: leaving.signal })).rejects.toThrow('left');
  });
});

describe('a step-up', () => {
  it('refreshes the session at once, and tells of it', async () => {
    const { auth, password } = await signedIn(environment);
    const changes: SessionChange[] = [];
    auth.onSessionChange((change) => changes.push(change));
    await auth.reauthenticateWithPassword({ password });
    await pause(10);
    expect(environment.front.seen).toEqual(['ReauthenticateWithPassword', 'RefreshToken']);
    expect(changes.map(({ reason }) => reason)).toEqual(['refresh']);
    expect((await auth.startPasskeyRegistration()).success).toBe(true);
  });

  it('counts though the refresh after it fails, and the next call refreshes', async () => {
    const { auth, password, signedOut } = await signedIn(environment);
    for (let tries = 0; tries < 2; tries += 1) environment.front.disturb('RefreshToken', 'never arrive');
    expect((await auth.reauthenticateWithPassword({ password })).success).toBe(true);
    expect((await auth.startPasskeyRegistration()).success).toBe(true);
    expect(signedOut()).toBe(0);
  });

  it('is needed by the old client of a session that a login has replaced no more', async () => {
    const { auth, email, password } = await signedIn(environment);
    await auth.reauthenticateWithPassword({ password });
    environment.front.forget();
    await auth.login({ usernameOrEmail: email, password });
    await auth.me();
    expect(environment.front.seen).toEqual(['Login', 'Me']);
  });

  it('of a client without a session fails as every call does', async () => {
    const auth = createAuthClient({ url: environment.front.url, onStepUp: () => true });
    const { code } = await failureOf(auth.reauthenticateWithPassword({ password: 'x' }));
    expect(code).toBe('UNAUTHENTICATED');
  });
});
