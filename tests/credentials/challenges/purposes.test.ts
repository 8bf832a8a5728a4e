import {
  AddPasskeyDocument,
  CancelFactorRemovalDocument,
  ConfirmEmailChangeDocument,
  CreateServiceKeyDocument,
  DisownRegistrationDocument,
  IntrospectTokenDocument,
  MeDocument,
  ReauthenticateWithPasskeyDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignInWithCodeDocument,
  SignInWithPasskeyDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
  StartPasskeyReauthenticationDocument,
  StartPasskeyRegistrationDocument,
  StartTotpEnrolmentDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { enrolled, operatorCode } from '../../support/administrator-factors.js';
import { appointedAdministrator, clientOf, withKey } from '../../support/administrators.js';
import { refreshed } from '../../support/authentication.js';
import { Authenticator, type CeremonyOptions } from '../../support/authenticator.js';
import type { Answer, Client } from '../../support/client.js';
import { askForCode, CODES_ON } from '../../support/mailed-codes.js';
import { codesOf } from '../../support/outcomes.js';
import { addPasskey, beginSignIn, ORIGIN } from '../../support/passkeys.js';
import {
  challengeOf,
  type ProtectedPerson,
  protectedPerson,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { ...CODES_ON, MFA_FOR_ADMINISTRATORS: 'required' } });
}, START_LIMIT);
afterAll(() => service.stop());

/** A secret text, and what a passkey signs in its ceremony if it is a challenge of one. */
interface Shown {
  readonly text: string;
  readonly nonce?: string;
}

type Use = (shown: Shown) => Promise<Answer<unknown>>;

/** Where each text is right. A passkey signs in with a challenge of either kind. */
const FITS: Readonly<Record<string, readonly string[]>> = {
  'a second step': ['signInWithTotp', 'signInWithRecoveryCode', 'signInWithPasskey'],
  'a sign-in by passkey': ['signInWithPasskey'],
  'a registration': ['addPasskey'],
  'a step-up': ['reauthenticateWithPasskey'],
  'an enrolment code': ['enrolmentCode'],
  'a mailed code': ['signInWithCode'],
  'an access token': ['me'],
  'a refresh token': ['refreshToken'],
  'a link of a reset': ['resetPassword'],
  'a service key': ['introspectToken'],
};

interface Scene {
  readonly person: ProtectedPerson;
  readonly own: Client;
  readonly authenticator: Authenticator;
  readonly options: CeremonyOptions;
  readonly texts: Readonly<Record<string, Shown>>;
  /** The code that was mailed for the challenge. */
  readonly code: string;
  readonly administrator: Client;
}

/** One living text of each kind. */
async function everyText(): Promise<Scene> {
  const { client } = service;
  const keeper = await enrolled(service, await appointedAdministrator(service));
  const { createServiceKey } = await clientOf(service, keeper).run(CreateServiceKeyDocument, {
    input: { name: 'orders', scopes: ['INTROSPECT'] },
  });
  const newcomer = await appointedAdministrator(service);
  const person = await protectedPerson(service);
  const authenticator = new Authenticator();
  const opened = await signInWithTotp(client, person);
  await addPasskey(client.as(opened.accessToken), authenticator);
  const tokens = await refreshed(client, opened);
  const own = client.as(tokens.accessToken);
  await client.run(RequestPasswordResetDocument, { input: { email: person.email } });
  await service.database.user.update({
    where: { id: person.tokens.user.id },
    data: { emailVerifiedAt: new Date() },
  });
  const { challenge: coded, code } = await askForCode(service, person.email);
  const { startPasskeyRegistration: adding } = await own.run(StartPasskeyRegistrationDocument, {});
  const { startPasskeyReauthentication: proving } = await own.run(StartPasskeyReauthenticationDocument, {});
  const signingIn = await beginSignIn(client);
  const second = await beginSignIn(client, await challengeOf(client, person));
  const shown = ({ challenge, options }: { challenge: string; options: unknown }) => ({
    text: challenge,
    nonce: (options as { challenge: string }).challenge,
  });
  return {
    person,
    own,
    authenticator,
    options: adding.options as CeremonyOptions,
    administrator: clientOf(service, newcomer),
    code,
    texts: {
      'a second step': shown(second),
      'a sign-in by passkey': shown(signingIn),
      'a registration': shown(adding),
      'a step-up': shown(proving),
      'an enrolment code': { text: await operatorCode(service, newcomer) },
      'a mailed code': { text: coded },
      'an access token': { text: tokens.accessToken },
      'a refresh token': { text: tokens.refreshToken },
      'a link of a reset': { text: await service.mailbox.token(person.email) },
      'a service key': { text: createServiceKey.secret },
    },
  };
}

/** Shows a text where each kind is expected. All else is right: the code, the passkey and what it has signed. */
function everyUse(scene: Scene): Readonly<Record<string, Use>> {
  const { client } = service;
  const { person, own, administrator, authenticator, options, code } = scene;
  // One for all: the clock moves on for a new one, and the challenges would end.
  const appCode = person.app.next();
  const signed = ({ nonce = 'x'.repeat(43) }: Shown) =>
    authenticator.assert(ORIGIN, { challenge: nonce, rpId: 'latchkey.test', userVerification: 'required' });
  const made = ({ nonce = 'x'.repeat(43) }: Shown) =>
    new Authenticator().register(ORIGIN, { ...options, challenge: nonce }) as ReturnType<
      Authenticator['register']
    > & { transports?: string[] };
  return {
    me: ({ text }) => client.ask(MeDocument, {}, { token: text }),
    introspectToken: ({ text }) =>
      client.ask(IntrospectTokenDocument, { input: { token: 'any' } }, withKey(text)),
    verifyEmail: ({ text }) => client.ask(VerifyEmailDocument, { input: { token: text } }),
    confirmEmailChange: ({ text }) => client.ask(ConfirmEmailChangeDocument, { input: { token: text } }),
    cancelFactorRemoval: ({ text }) => client.ask(CancelFactorRemovalDocument, { input: { token: text } }),
    enrolmentCode: ({ text }) =>
      administrator.ask(StartTotpEnrolmentDocument, { input: { name: 'Phone', enrolmentCode: text } }),
    addPasskey: (shown) =>
      own.ask(AddPasskeyDocument, {
        input: { challenge: shown.text, attestation: made(shown), name: 'Key' },
      }),
    reauthenticateWithPasskey: (shown) =>
      own.ask(ReauthenticateWithPasskeyDocument, {
        input: { challenge: shown.text, assertion: signed(shown) },
      }),
    signInWithPasskey: (shown) =>
      client.ask(SignInWithPasskeyDocument, { input: { challenge: shown.text, assertion: signed(shown) } }),
    signInWithRecoveryCode: ({ text }) =>
      client.ask(SignInWithRecoveryCodeDocument, {
        input: { challenge: text, code: person.recoveryCodes[0] ?? '' },
      }),
    signInWithCode: ({ text }) => client.ask(SignInWithCodeDocument, { input: { challenge: text, code } }),
    disownRegistration: ({ text }) => client.ask(DisownRegistrationDocument, { input: { token: text } }),
    signInWithTotp: ({ text }) =>
      client.ask(SignInWithTotpDocument, { input: { challenge: text, code: appCode } }),
    refreshToken: ({ text }) => client.ask(RefreshTokenDocument, { input: { refreshToken: text } }),
    resetPassword: ({ text }) =>
      client.ask(ResetPasswordDocument, { input: { token: text, newPassword: 'Another1Word!' } }),
  };
}

it('JWT-3: a challenge, a code and a token are each refused wherever another is expected, and go on living', async () => {
  const scene = await everyText();
  const uses = everyUse(scene);
  const refused: Record<string, string> = {};
  for (const [kind, shown] of Object.entries(scene.texts))
    for (const [place, use] of Object.entries(uses))
      if (!FITS[kind]?.includes(place))
        refused[`${kind} at ${place}`] = codesOf(await use(shown)).join() || 'accepted';
  const invalid = ['TOKEN_INVALID', 'INVALID_CODE', 'UNAUTHENTICATED'];
  expect(Object.entries(refused).filter(([, code]) => !invalid.includes(code))).toEqual([]);
  expect(Object.keys(refused).length).toBeGreaterThan(100);
  // The refusals were for the kind alone: each text is good where it belongs. The reset ends sessions, so it is the last.
  const kinds = Object.keys(scene.texts).filter((kind) => kind !== 'a link of a reset');
  for (const kind of [...kinds, 'a link of a reset']) {
    const place = FITS[kind]?.[0] ?? '';
    expect([kind, codesOf((await uses[place]?.(scene.texts[kind] ?? { text: '' })) as never)]).toEqual([
      kind,
      // The user has a second factor, so the code is right and not enough.
      kind === 'a mailed code' ? ['MFA_REQUIRED'] : [],
    ]);
  }
});
