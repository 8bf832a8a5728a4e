import type { LockedUser, UserId } from '../../core/ids.js';
import { ProofMethod } from '../../core/proof-method.js';
import type { Database, RawTransaction } from '../../platform/database/client.js';

/** Reads which second factors a user has, over the tables of all of them. */
export class SecondFactors {
  constructor(private readonly deps: { database: Database }) {}

  /** @returns whether the user has a factor; recovery codes alone are none */
  async has(tx: RawTransaction, userId: LockedUser): Promise<boolean> {
    const [found] = await tx.$queryRaw<{ has: boolean }[]>`/* second-factors.has */
      SELECT EXISTS (SELECT FROM passkeys WHERE user_id = ${userId}::uuid)
          OR EXISTS (SELECT FROM totp_secrets WHERE user_id = ${userId}::uuid AND confirmed_at IS NOT NULL) AS has`;
    return found?.has === true;
  }

  /** The ways in which the user can prove a second factor, the safest first. */
  async methodsOf(userId: UserId): Promise<ProofMethod[]> {
    const [has] = await this.deps.database.rows<{
      PASSKEY: boolean;
      TOTP: boolean;
      RECOVERY_CODE: boolean;
    }>`/* second-factors.methodsOf */
      SELECT EXISTS (SELECT FROM passkeys WHERE user_id = ${userId}::uuid) AS "PASSKEY",
             EXISTS (SELECT FROM totp_secrets WHERE user_id = ${userId}::uuid AND confirmed_at IS NOT NULL) AS "TOTP",
             EXISTS (SELECT FROM recovery_codes WHERE user_id = ${userId}::uuid) AS "RECOVERY_CODE"`;
    const { PASSKEY, TOTP, RECOVERY_CODE } = ProofMethod;
    return [PASSKEY, TOTP, RECOVERY_CODE].filter((method) => has?.[method]);
  }
}
