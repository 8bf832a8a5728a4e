import { AuthError } from '../../core/errors.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { RecoveryCodes } from '../../credentials/recovery-codes/recovery-codes.service.js';
import type { FactorChanges } from './factor-changes.service.js';

export interface RecoveryCodeReplacementDeps {
  factorChanges: Pick<FactorChanges, 'change'>;
  recoveryCodes: Pick<RecoveryCodes, 'replace'>;
}

/** Replaces the recovery codes of users. */
export class RecoveryCodeReplacement {
  constructor(private readonly deps: RecoveryCodeReplacementDeps) {}

  /**
   * @returns the new codes, which are told once. The earlier ones are invalid
   * @throws FORBIDDEN for a user without a second factor
   */
  replace(viewer: Viewer, requestMeta: RequestMeta): Promise<readonly string[]> {
    return this.deps.factorChanges.change(viewer, async (tx, account, record) => {
      if (!account.hasSecondFactor) throw new AuthError('FORBIDDEN', { reason: 'noSecondFactor' });
      const codes = await this.deps.recoveryCodes.replace(tx, account.id);
      const { sessionId } = viewer;
      await record({ type: 'recovery_codes_replaced', account, sessionId, requestMeta });
      return codes;
    });
  }
}
