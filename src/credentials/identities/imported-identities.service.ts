import type { Clock } from '../../core/clock.js';
import type { UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { Database, Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import type { ImportedIdentity } from './imported-identity.js';

/** The owner of an account at a provider. */
export type IdentityOwner = RowOf<typeof OWNER>;
const OWNER = columnsOf('Identity', 'i', ['userId', 'issuer', 'subject']);

/** Accounts at providers that come from another system, or go to one. */
export class ImportedIdentities {
  constructor(private readonly deps: { clock: Clock; randomness: Pick<Randomness, 'uuid'> }) {}

  /** The accounts among these that a user has already. */
  findOwners(
    database: Database | Transaction,
    identities: readonly Pick<ImportedIdentity, 'issuer' | 'subject'>[],
  ): Promise<IdentityOwner[]> {
    const keys = JSON.stringify(identities.map(({ issuer, subject }) => ({ issuer, subject })));
    return database.$queryRaw<IdentityOwner[]>`/* imported-identities.findOwners */
      SELECT ${OWNER}
      FROM jsonb_to_recordset(${keys}::jsonb) AS given(issuer text, subject text)
      JOIN identities i ON i.issuer = given.issuer AND i.subject = given.subject`;
  }

  /**
   * Stores the accounts of new users.
   * @throws the error of a unique index if a user has one of the accounts already
   */
  async store(
    tx: Transaction,
    owners: readonly { readonly userId: UserId; readonly identity: ImportedIdentity }[],
  ): Promise<void> {
    if (owners.length === 0) return;
    const createdAt = this.deps.clock.now();
    await tx.identity.createMany({
      data: owners.map(({ userId, identity }) => ({
        ...identity,
        id: this.deps.randomness.uuid(),
        userId,
        createdAt,
      })),
    });
  }

  /** @returns the accounts of these users by user, in the form that an import reads */
  async readable(
    tx: Transaction,
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, ImportedIdentity[]>> {
    const rows = await tx.identity.findMany({
      where: { userId: { in: [...userIds] } },
      orderBy: [{ issuer: 'asc' }, { subject: 'asc' }],
      select: { userId: true, provider: true, issuer: true, subject: true, email: true },
    });
    const byUser = new Map<string, ImportedIdentity[]>();
    for (const { userId, ...identity } of rows) byUser.set(userId, [...(byUser.get(userId) ?? []), identity]);
    return byUser;
  }
}
