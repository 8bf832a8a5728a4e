import type { Clock } from '../../core/clock.js';
import type { UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { Transaction } from '../../platform/database/client.js';
import type { ImportedPasskeys } from './imported-passkey.js';

/** Passkeys that come from another system, or go to one. They hold no secret of the service. */
export class ImportedPasskeyBatches {
  constructor(private readonly deps: { clock: Clock; randomness: Pick<Randomness, 'uuid'> }) {}

  /** @throws the error of a unique index if a passkey or a user handle is registered already */
  async store(
    tx: Transaction,
    owners: readonly { readonly userId: UserId; readonly passkeys: ImportedPasskeys }[],
  ): Promise<void> {
    if (owners.length === 0) return;
    const createdAt = this.deps.clock.now();
    await tx.passkeyOwner.createMany({
      data: owners.map(({ userId, passkeys: { handle } }) => ({ userId, handle })),
    });
    await tx.passkey.createMany({
      data: owners.flatMap(({ userId, passkeys }) =>
        passkeys.list.map(({ transports, ...passkey }) => ({
          ...passkey,
          id: this.deps.randomness.uuid(),
          userId,
          transports: [...transports],
          createdAt,
        })),
      ),
    });
  }

  /** @returns the passkeys of these users by user, in the form that an import reads */
  async readable(tx: Transaction, userIds: readonly string[]): Promise<ReadonlyMap<string, object>> {
    const owners = await tx.passkeyOwner.findMany({
      where: { userId: { in: [...userIds] }, user: { passkeys: { some: {} } } },
      select: {
        userId: true,
        handle: true,
        user: { select: { passkeys: { orderBy: [{ createdAt: 'asc' }, { credentialId: 'asc' }] } } },
      },
    });
    return new Map(
      owners.map(({ userId, handle, user }) => {
        const list = user.passkeys.map(({ credentialId, publicKey, signCount, ...passkey }) => {
          const { rpId, transports, aaguid, backupEligible, backedUp, name } = passkey;
          return {
            credentialId: textOf(credentialId),
            publicKey: textOf(publicKey),
            signCount: Number(signCount),
            ...{ rpId, transports, aaguid, backupEligible, backedUp, name },
          };
        });
        return [userId, { userHandle: textOf(handle), list }];
      }),
    );
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
