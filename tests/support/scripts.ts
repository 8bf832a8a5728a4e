import {
  AdjustBalanceDocument,
  CreateServiceKeyDocument,
  ReinstateUserDocument,
  RevokeUserSessionsDocument,
  type ServiceKeyScope,
  SuspendUserDocument,
} from '../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf } from './administrators.js';
import type { Answer, Client, RequestOptions } from './client.js';
import type { Person } from './people.js';
import type { TestService } from './service.js';

type Change = (client: Client, userId: string, options: RequestOptions) => Promise<Answer<unknown>>;

/** Every change of an existing user that a key with `USERS_WRITE` may make, in an order in which all succeed. */
export const CHANGES = {
  suspendUser: (client, userId, options) =>
    client.ask(SuspendUserDocument, { input: { userId, reason: 'spam' } }, options),
  reinstateUser: (client, userId, options) =>
    client.ask(ReinstateUserDocument, { input: { userId } }, options),
  revokeUserSessions: (client, userId, options) =>
    client.ask(RevokeUserSessionsDocument, { input: { userId } }, options),
  adjustBalance: (client, userId, options) =>
    client.ask(
      AdjustBalanceDocument,
      { input: { userId, account: 'BALANCE', amount: '5.00', reason: 'bonus' } },
      options,
    ),
} as const satisfies Readonly<Record<string, Change>>;

/** An administrator and the keys that they make for scripts. */
export class Scripts {
  private constructor(
    private readonly service: TestService,
    readonly administrator: Person,
  ) {}

  static async of(service: TestService): Promise<Scripts> {
    return new Scripts(service, await appointedAdministrator(service));
  }

  async keyFor(...scopes: ServiceKeyScope[]): Promise<{ secret: string; id: string }> {
    const input = { name: 'script', scopes };
    const { createServiceKey } = await clientOf(this.service, this.administrator).run(
      CreateServiceKeyDocument,
      { input },
    );
    return { secret: createServiceKey.secret, id: createServiceKey.serviceKey.id };
  }

  /** The events that name the key, oldest first. */
  eventsBy(serviceKeyId: string) {
    return this.service.database.auditEvent.findMany({ where: { serviceKeyId }, orderBy: { id: 'asc' } });
  }
}
