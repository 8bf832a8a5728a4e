import type { Services } from '../../src/core/services.js';
import { OPERATOR, type Role } from '../../src/core/viewer.js';
import {
  CreateServiceKeyDocument,
  type RegisterInput,
  type ServiceKeyScope,
} from '../../src/generated/client/operations.js';
import type { Client, RequestOptions } from './client.js';
import { type Person, registerPerson } from './people.js';
import type { TestService } from './service.js';

/** Where a command beside the database comes from. */
export const BESIDE = {
  requestId: '00000000-0000-4000-8000-000000000000',
  ipAddress: null,
  userAgent: null,
} as const;

type AdminServices = { readonly admin: Pick<Services, 'administration' | 'directory'> };

/** As the operator does it, with a command beside the database. */
export async function giveRole({ admin }: AdminServices, { tokens }: Person, role: Role): Promise<void> {
  await admin.administration.setRole(OPERATOR, { userId: tokens.user.id, role }, BESIDE);
}

/** Somebody who has registered, and whom the operator has made an administrator. */
export async function appointedAdministrator(
  service: AdminServices & { readonly client: Client },
  overrides: Partial<RegisterInput> = {},
): Promise<Person> {
  const person = await registerPerson(service.client, overrides);
  await giveRole(service, person, 'ADMIN');
  return person;
}

/** The same, and nobody else is one. */
export async function onlyAdministrator(service: TestService): Promise<Person> {
  const person = await appointedAdministrator(service);
  for (const { id } of await service.admin.directory.list({ role: 'ADMIN' }, { count: 100 }))
    if (id !== person.tokens.user.id)
      await service.admin.administration.setRole(OPERATOR, { userId: id, role: 'USER' }, BESIDE);
  return person;
}

export function clientOf({ client }: { readonly client: Client }, { tokens }: Person): Client {
  return client.as(tokens.accessToken);
}

/** How another service asks: with its key and nothing else. */
export function withKey(secret: string): RequestOptions {
  return { headers: { 'latchkey-service-key': secret } };
}

/** A key for another service, and an administrator who has made it. */
export async function createServiceKey(
  service: AdminServices & { readonly client: Client },
  name = 'orders',
  scopes: ServiceKeyScope[] = ['INTROSPECT'],
): Promise<{ secret: string; id: string; administrator: Person }> {
  const administrator = await appointedAdministrator(service);
  const made = await clientOf(service, administrator).run(CreateServiceKeyDocument, {
    input: { name, scopes },
  });
  const { secret, serviceKey } = made.createServiceKey;
  return { secret, id: serviceKey.id, administrator };
}
