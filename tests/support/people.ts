import { randomBytes } from 'node:crypto';
import type { Database } from '../../src/database/client.js';
import {
  CreateServiceKeyDocument,
  LoginDocument,
  RegisterDocument,
  type RegisterInput,
  type TokensFragment,
} from '../../src/generated/sdk/operations.js';
import type { Client } from './client.js';

export const PASSWORD = 'Password123!';

export interface Person {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly tokens: TokensFragment;
}

/** A name that no other test has. */
export function uniqueName(): string {
  return `u${randomBytes(6).toString('hex')}`;
}

/** What somebody new would register with. */
export function newcomer(overrides: Partial<RegisterInput> = {}): RegisterInput & { password: string } {
  const username = uniqueName();
  return { username, email: `${username}@example.com`, password: PASSWORD, ...overrides };
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

/** Somebody whom the operator has made an administrator. */
export async function registerAdministrator(service: {
  readonly client: Client;
  readonly database: Database;
}): Promise<Person> {
  const person = await registerPerson(service.client);
  await service.database.user.update({ where: { id: person.tokens.user.id }, data: { role: 'ADMIN' } });
  return person;
}

/** A key for another service, and an administrator who has made it. */
export async function createServiceKey(
  service: { readonly client: Client; readonly database: Database },
  name = 'orders',
): Promise<{ secret: string; id: string; administrator: Person }> {
  const administrator = await registerAdministrator(service);
  const client = service.client.as(administrator.tokens.accessToken);
  const { createServiceKey: made } = await client.run(CreateServiceKeyDocument, { input: { name } });
  return { secret: made.secret, id: made.serviceKey.id, administrator };
}

/** A further session of the same person. */
export async function logIn(client: Client, { email, password }: Person): Promise<TokensFragment> {
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
