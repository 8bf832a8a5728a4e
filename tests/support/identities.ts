import { randomUUID } from 'node:crypto';
import { parseEmailAddress } from '../../src/core/email-address.js';
import { AuthError } from '../../src/core/errors.js';
import type { Services } from '../../src/core/services.js';
import type { ProvenIdentity } from '../../src/credentials/identities/proven-identity.js';
import { CompleteSignUpDocument, MyIdentitiesDocument } from '../../src/generated/client/operations.js';
import type { SignedIn } from '../../src/sessions/session-tokens.js';
import { BESIDE } from './administrators.js';
import type { Client } from './client.js';
import { uniqueName } from './people.js';
import type { TestService } from './service.js';

type Visit = Parameters<Services['identitySignIns']['signIn']>[1];
type Providers = Pick<TestService, 'identities'>;

/** A service that lets users sign in with Google. */
export const GOOGLE_ON = {
  SIGN_IN_PROVIDERS: 'google',
  SIGN_IN_GOOGLE_CLIENT_ID: 'id',
  SIGN_IN_GOOGLE_CLIENT_SECRET: 'secret',
} as const;

/** A person whom a provider has named. By default it vouches for an address that nobody has here. */
export function provenIdentity(
  overrides: Partial<Omit<ProvenIdentity, 'email'>> & { readonly email?: string | null } = {},
): ProvenIdentity {
  const { email = `${uniqueName()}@example.com`, ...others } = overrides;
  return {
    provider: 'google',
    issuer: 'https://accounts.example.com',
    subject: randomUUID(),
    email: email === null ? null : parseEmailAddress(email),
    emailProven: email !== null,
    name: null,
    secondFactor: false,
    ...others,
  };
}

/** What a sign-in with the identity does, after the provider has proved it. */
export function signInWith(
  { identities }: Providers,
  identity: ProvenIdentity,
  visit: Partial<Visit> = {},
): Promise<SignedIn> {
  const requestMeta = { ...BESIDE, ipAddress: '127.0.0.1', userAgent: 'Browser' };
  return identities.identitySignIns.signIn(identity, {
    deviceToken: null,
    trustedDevice: null,
    requestMeta,
    ...visit,
  });
}

export interface Refusal {
  readonly code: string;
  /** Of SIGN_UP_REQUIRED, LINK_REQUIRED or MFA_REQUIRED. */
  readonly challenge: string;
  readonly extras: Readonly<Record<string, unknown>>;
}

/** The refusal of a sign-in that must be refused. */
export async function refusalOf(
  service: Providers,
  identity: ProvenIdentity,
  visit: Partial<Visit> = {},
): Promise<Refusal> {
  try {
    await signInWith(service, identity, visit);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    const extras = error.extras as Readonly<Record<string, unknown>>;
    return { code: error.code, challenge: String(extras['challenge'] ?? ''), extras };
  }
  throw new Error('Not refused');
}

/** Somebody who has signed up with a provider, and has no password. */
export async function signUpWith(
  service: Providers & { readonly client: Client },
  identity: ProvenIdentity = provenIdentity(),
) {
  const { code, challenge } = await refusalOf(service, identity);
  if (code !== 'SIGN_UP_REQUIRED') throw new Error(`Answered ${code}`);
  const username = uniqueName();
  const email = identity.emailProven ? null : `${username}@example.com`;
  const input = { challenge, username, email };
  const { completeSignUp: tokens } = await service.client.run(CompleteSignUpDocument, { input });
  return { username, email: String(tokens.user.email), tokens, identity };
}

/** The identities that a user sees in their account. */
export async function identitiesOf(client: Client, token: string) {
  return (await client.as(token).run(MyIdentitiesDocument, {})).me?.identities ?? [];
}
