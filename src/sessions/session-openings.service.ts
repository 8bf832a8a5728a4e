import type { LockedAccount } from '../accounts/users/users.service.js';
import type { Clock } from '../core/clock.js';
import type { Duration } from '../core/duration.js';
import { asSessionId } from '../core/ids.js';
import type { Randomness } from '../core/randomness.js';
import type { RequestMeta } from '../core/viewer.js';
import type { RawTransaction } from '../platform/database/client.js';
import type { SessionTokens, SignedIn } from './session-tokens.js';

export interface SessionOpeningsDeps {
  clock: Clock;
  randomness: Randomness;
  sessionTokens: SessionTokens;
}

/**
 * Opens sessions, for `flows/sign-in` alone: it has verified the user, and the architecture test refuses every
 * other caller.
 */
export class SessionOpenings {
  constructor(
    private readonly deps: SessionOpeningsDeps,
    private readonly config: { refreshTokenTtl: Duration },
  ) {}

  /**
   * The session has an absolute lifetime, which no refresh extends (RT-5).
   * @param account of a user whom the transaction has locked or created
   */
  async open(
    tx: RawTransaction,
    account: LockedAccount,
    { ipAddress, userAgent }: RequestMeta,
  ): Promise<SignedIn> {
    const now = this.deps.clock.now();
    const session = {
      id: asSessionId(this.deps.randomness.uuid()),
      generation: 1,
      expiresAt: this.config.refreshTokenTtl.after(now),
    };
    await tx.$executeRaw`/* session-openings.open */
      INSERT INTO sessions (id, user_id, generation, rotated_at, created_at, last_used_at, expires_at,
                            ip_address, user_agent)
      VALUES (${session.id}::uuid, ${account.id}::uuid, ${session.generation}, ${now}, ${now}, ${now},
              ${session.expiresAt}, ${ipAddress}, ${userAgent})`;
    return this.deps.sessionTokens.issue(session, account);
  }
}
