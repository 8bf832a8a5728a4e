import { randomBytes } from 'node:crypto';
import {
  LoginDocument,
  RegisterDocument,
  type RegisterInput,
  type TokensFragment,
} from '../../src/generated/client/operations.js';
import type { Client } from './client.js';

export const PASSWORD = 'Password123!';

/** The tokens of a session outside cookie mode. */
export type Tokens = TokensFragment & { readonly refreshToken: string };

export interface Person {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly tokens: Tokens;
}

/** A name that no other test has. */
export function uniqueName(): string {
  return `u${randomBytes(6).toString('hex')}`;
}

/** What somebody new would register with. */
export function newcomer(
  overrides: Partial<RegisterInput> = {},
): RegisterInput & { username: string; password: string } {
  const name = uniqueName();
  const username = overrides.username ?? name;
  return { email: `${name}@example.com`, password: PASSWORD, ...overrides, username };
}

/** Somebody who has registered, through the API like anybody. */
export async function registerPerson(
  client: Client,
  overrides: Partial<RegisterInput> = {},
): Promise<Person> {
  const input = newcomer(overrides);
  const { register } = await client.run(RegisterDocument, { input });
  return { username: input.username, email: input.email, password: input.password, tokens: register };
}

/** A further session of the same person. */
export async function logIn(client: Client, { email, password }: Person): Promise<Tokens> {
  const { login } = await client.run(LoginDocument, { input: { usernameOrEmail: email, password } });
  return login;
}

/** The same thing by everybody at once. */
export function atOnce<T>(
  count: number,
  act: (index: number) => Promise<T>,
): Promise<PromiseSettledResult<T>[]> {
  return Promise.allSettled(Array.from({ length: count }, (_, index) => act(index)));
}
