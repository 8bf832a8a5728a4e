import type { LeavingUser, UserBatches } from '../../accounts/users/user-batches.service.js';
import type { Origin } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Database } from '../../platform/database/client.js';

const PAGE = 1000;
/** As long as it takes to read every user, and whoever reads them on. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/** Writes users as lines that an import reads back. */
export class UserExport {
  constructor(private readonly deps: { database: Database; users: UserBatches; audit: AuditTrail }) {}

  /**
   * All users as they are at one instant, in pieces, in the memory of one piece.
   * @param hashes whether the hashes of passwords are written with them
   * @param write takes a piece; the next one is read when it has
   * @returns how many they were
   */
  async run(hashes: boolean, origin: Origin, write: (lines: string) => Promise<void>): Promise<number> {
    await this.deps.audit.record({ type: 'users_exported', hashes, origin });
    const timeout = { maxWait: 10_000, timeout: LONGEST_MS };
    return this.deps.database.$transaction(
      async (tx) => {
        // Whoever reads slowly, such as a person, must not lose the instant that is read.
        await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`;
        let count = 0;
        let after: string | null = null;
        for (;;) {
          const page: LeavingUser[] = await this.deps.users.page(tx, { after, size: PAGE, hashes });
          if (page.length > 0)
            await write(page.map((user) => `${JSON.stringify(recordOf(user))}\n`).join(''));
          count += page.length;
          after = page.at(-1)?.id ?? null;
          if (page.length < PAGE) return count;
        }
      },
      { ...timeout, isolationLevel: 'RepeatableRead' },
    );
  }
}

/** Without what is as it is for everybody: a line says what is special. */
function recordOf(user: LeavingUser): object {
  const { id, username, email, emailVerifiedAt, languageCode, role, status, suspendedUntil, createdAt } =
    user;
  return {
    id,
    username,
    email,
    emailVerified: emailVerifiedAt !== null,
    languageCode,
    role,
    ...(status === 'ACTIVE' ? {} : { status, ...(suspendedUntil && { suspendedUntil }) }),
    createdAt,
    ...(user.passwordHash && { passwordHash: user.passwordHash.phc }),
  };
}
