import type { PasskeyAssertion } from '../../src/credentials/passkeys/ceremony.js';
import {
  AddPasskeyDocument,
  type AddPasskeyMutation,
  LoginDocument,
  SignInWithPasskeyDocument,
  StartPasskeyRegistrationDocument,
  StartPasskeySignInDocument,
} from '../../src/generated/client/operations.js';
import { Authenticator, type CeremonyOptions, type Deviation } from './authenticator.js';
import type { Client, Refused } from './client.js';
import { type Person, registerPerson, type Tokens } from './people.js';

/** The origin of the pages of a service that tests start. */
export const ORIGIN = 'http://latchkey.test';

/** Somebody with a passkey, which was added through the API. */
export interface PasskeyPerson extends Person {
  readonly authenticator: Authenticator;
  readonly added: AddPasskeyMutation['addPasskey'];
}

/** Adds a passkey to the account of the client's token. */
export async function addPasskey(
  client: Client,
  authenticator: Authenticator,
  name = 'Laptop',
): Promise<AddPasskeyMutation['addPasskey']> {
  const { startPasskeyRegistration: begun } = await client.run(StartPasskeyRegistrationDocument, {});
  const attestation = authenticator.register(ORIGIN, begun.options as CeremonyOptions);
  const input = { challenge: begun.challenge, attestation: sendable(attestation), name };
  return (await client.run(AddPasskeyDocument, { input })).addPasskey;
}

export async function personWithPasskey(
  client: Client,
  authenticator = new Authenticator(),
): Promise<PasskeyPerson> {
  const person = await registerPerson(client);
  const added = await addPasskey(client.as(person.tokens.accessToken), authenticator);
  return { ...person, authenticator, added };
}

/** The challenge and options of a sign-in: without a username, or after `MFA_REQUIRED`. */
export async function beginSignIn(client: Client, challenge?: string) {
  const input = challenge === undefined ? null : { challenge };
  return (await client.run(StartPasskeySignInDocument, { input })).startPasskeySignIn;
}

/** What `login` answers somebody with a second factor. */
export async function secondStep(client: Client, { email, password }: Person): Promise<Refused> {
  return client.refusal(LoginDocument, { input: { usernameOrEmail: email, password } });
}

export async function signIn(
  client: Client,
  authenticator: Authenticator,
  { deviation = {}, challenge }: { deviation?: Deviation; challenge?: string } = {},
): Promise<Tokens> {
  const input = await signedInput(client, authenticator, deviation, challenge);
  return (await client.run(SignInWithPasskeyDocument, { input })).signInWithPasskey;
}

export async function signInRefusal(
  client: Client,
  authenticator: Authenticator,
  { deviation = {}, challenge }: { deviation?: Deviation; challenge?: string } = {},
): Promise<Refused> {
  const input = await signedInput(client, authenticator, deviation, challenge);
  return client.refusal(SignInWithPasskeyDocument, { input });
}

/** The input of `signInWithPasskey`, for a ceremony that begins now. */
export async function signedInput(
  client: Client,
  authenticator: Authenticator,
  deviation: Deviation = {},
  challenge?: string,
) {
  const begun = await beginSignIn(client, challenge);
  const assertion = authenticator.assert(ORIGIN, begun.options as CeremonyOptions, deviation);
  return { challenge: begun.challenge, assertion: sendable(assertion) };
}

/** The claims of an access token, unchecked. */
export function claimsOf({ accessToken }: Pick<Tokens, 'accessToken'>): Record<string, unknown> {
  const [, payload = ''] = accessToken.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}

function sendable<T extends PasskeyAssertion | object>(made: T): T & { transports?: string[] } {
  return made as T & { transports?: string[] };
}
