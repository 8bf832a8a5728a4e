import type { ExportedUser, UserBatches } from '../../accounts/users/user-batches.service.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { ImportedIdentities } from '../../credentials/identities/imported-identities.service.js';
import type { ImportedPasskeyBatches } from '../../credentials/passkeys/imported-passkeys.service.js';
import type { ImportedTotpSecrets } from '../../credentials/totp/imported-totp-secrets.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Database, Transaction } from '../../platform/database/client.js';
import { inTransaction } from '../../platform/database/transaction.js';

const PAGE = 1000;
/** Long enough to read every user, also for a slow reader of the output. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/** Exports users as lines that an import reads back. */
export class UserExport {
  constructor(
    private readonly deps: {
      database: Database;
      users: UserBatches;
      totpSecrets: Pick<ImportedTotpSecrets, 'readable'>;
      passkeys: Pick<ImportedPasskeyBatches, 'readable'>;
      identities: Pick<ImportedIdentities, 'readable'>;
      audit: AuditTrail;
    },
  ) {}

  /**
   * Exports all users as of one point in time, page by page, holding one page in memory.
   * @param include the secrets to include: the password hashes, and the second factors
   * @param write takes a page; the next page is read when it resolves
   * @returns the number of users
   */
  async run(
    include: { readonly hashes: boolean; readonly secondFactors: boolean },
    requestMeta: RequestMeta,
    write: (lines: string) => Promise<void>,
  ): Promise<number> {
    await this.deps.audit.record({ type: 'users_exported', ...include, requestMeta });
    const timeout = { maxWait: 10_000, timeout: LONGEST_MS };
    return inTransaction(
      this.deps.database,
      async (tx) => {
        // A slow reader of the output must not lose the snapshot.
        await tx.$executeRaw`/* user-export.run */ SET LOCAL idle_in_transaction_session_timeout = 0`;
        let count = 0;
        let after: string | null = null;
        for (;;) {
          const page: ExportedUser[] = await this.deps.users.page(tx, {
            after,
            size: PAGE,
            hashes: include.hashes,
          });
          const factors = include.secondFactors ? await this.#factorsOf(tx, page) : new Map();
          const identities = await this.#identitiesOf(tx, page);
          const records = page.map((user) => ({
            ...recordOf(user),
            ...identities.get(user.id),
            ...factors.get(user.id),
          }));
          if (page.length > 0) await write(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
          count += page.length;
          after = page.at(-1)?.id ?? null;
          if (page.length < PAGE) return count;
        }
      },
      { ...timeout, isolationLevel: 'RepeatableRead' },
    );
  }

  /** The accounts at providers of each user as a member of the record. */
  async #identitiesOf(
    tx: Transaction,
    page: readonly ExportedUser[],
  ): Promise<ReadonlyMap<string, { readonly identities: object }>> {
    const found = await this.deps.identities.readable(
      tx,
      page.map(({ id }) => id),
    );
    return new Map([...found].map(([id, identities]) => [id, { identities }]));
  }

  /** The second factors of each user as members of the record; none for a user without any. */
  async #factorsOf(tx: Transaction, page: readonly ExportedUser[]): Promise<ReadonlyMap<string, object>> {
    const ids = page.map(({ id }) => id);
    const totp = await this.deps.totpSecrets.readable(tx, ids);
    const passkeys = await this.deps.passkeys.readable(tx, ids);
    return new Map(
      ids.map((id) => [
        id,
        {
          ...(totp.has(id) && { totp: totp.get(id) }),
          ...(passkeys.has(id) && { passkeys: passkeys.get(id) }),
        },
      ]),
    );
  }
}

/** Leaves out the status of an active user, and a missing display name or password hash. */
function recordOf(user: ExportedUser): object {
  const { id, username, displayName, email, emailVerifiedAt, languageCode, role, status } = user;
  const { suspendedUntil, createdAt } = user;
  return {
    id,
    username,
    ...(displayName !== null && { displayName }),
    email,
    emailVerified: emailVerifiedAt !== null,
    languageCode,
    role,
    ...(status === 'ACTIVE' ? {} : { status, ...(suspendedUntil && { suspendedUntil }) }),
    createdAt,
    ...(user.passwordHash && { passwordHash: user.passwordHash.phc }),
  };
}
