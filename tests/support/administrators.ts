import { OPERATOR, type Role } from '../../src/core/viewer.js';
import type { Client } from './client.js';
import { type Person, registerPerson } from './people.js';
import type { TestService } from './service.js';

const BESIDE = {
  requestId: '00000000-0000-4000-8000-000000000000',
  ipAddress: null,
  userAgent: null,
} as const;

/** As the operator does it, with a command beside the database. */
export async function giveRole({ office }: TestService, { tokens }: Person, role: Role): Promise<void> {
  await office.administration.setRole(OPERATOR, { userId: tokens.user.id, role }, BESIDE);
}

/** Somebody who has registered, and whom the operator has made an administrator. */
export async function appointedAdministrator(service: TestService): Promise<Person> {
  const person = await registerPerson(service.client);
  await giveRole(service, person, 'ADMIN');
  return person;
}

export function clientOf({ client }: { readonly client: Client }, { tokens }: Person): Client {
  return client.as(tokens.accessToken);
}
