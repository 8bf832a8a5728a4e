import type { Clock } from '../../core/clock.js';
import type { UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { SecretBox } from '../../core/secret-box.js';
import type { Transaction } from '../../platform/database/client.js';
import { secretContext } from './encrypted-totp-secrets.service.js';
import { type ImportedTotp, writeBase32 } from './imported-totp.js';

/** Authenticator apps that come from another system, or go to one. */
export class ImportedTotpSecrets {
  constructor(
    private readonly deps: { clock: Clock; randomness: Pick<Randomness, 'uuid'>; box: SecretBox },
  ) {}

  /** Stores the apps of new users as confirmed ones: their users have used them. */
  async store(
    tx: Transaction,
    apps: readonly { readonly userId: UserId; readonly app: ImportedTotp }[],
  ): Promise<void> {
    if (apps.length === 0) return;
    const now = this.deps.clock.now();
    await tx.totpSecret.createMany({
      data: apps.map(({ userId, app: { secret, name } }) => {
        const id = this.deps.randomness.uuid();
        const sealed = this.deps.box.encrypt(secret, secretContext({ id, userId }));
        return { id, userId, sealed, name, createdAt: now, confirmedAt: now };
      }),
    });
  }

  /** @returns the secrets of these users by user, in the form that an import reads */
  async readable(
    tx: Transaction,
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly { secret: string; name: string }[]>> {
    const rows = await tx.totpSecret.findMany({
      where: { userId: { in: [...userIds] }, confirmedAt: { not: null } },
      select: { id: true, userId: true, sealed: true, name: true },
      orderBy: [{ confirmedAt: 'asc' }, { name: 'asc' }],
    });
    const byUser = new Map<string, { secret: string; name: string }[]>();
    for (const { sealed, name, ...row } of rows) {
      const secret = writeBase32(this.deps.box.decrypt(sealed, secretContext(row)));
      byUser.set(row.userId, [...(byUser.get(row.userId) ?? []), { secret, name }]);
    }
    return byUser;
  }
}
