import { deviceOf } from '../../accounts/devices/device.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import {
  RECOVERED_FOR,
  type RecoveryCodes,
} from '../../credentials/recovery-codes/recovery-codes.service.js';
import type { SignedIn } from '../../sessions/session-tokens.js';

export interface RecoverySignInRequest {
  readonly challenge: string;
  readonly code: string;
  readonly deviceFingerprint?: string | null;
  /** The unchecked challenge of `LINK_REQUIRED`. */
  readonly linkChallenge?: string | null;
}

export interface RecoverySignInDeps {
  clock: Clock;
  users: Pick<Users, 'noteRecovery'>;
  secondSteps: Services['secondSteps'];
  recoveryCodes: Pick<RecoveryCodes, 'use'>;
  knownDevices: Pick<KnownDevices, 'findOwn'>;
}

/** Finishes sign-ins with a recovery code. */
export class RecoverySignIn {
  constructor(private readonly deps: RecoverySignInDeps) {}

  /**
   * No limit counts by account: a code of 120 bits cannot be guessed, and with such a limit a stranger could lock the
   * user out (RL-6).
   * @param deviceTokens the unchecked tokens that the device sent
   * @throws TOKEN_INVALID, INVALID_CODE
   */
  async signIn(
    request: RecoverySignInRequest,
    deviceTokens: string | null,
    requestMeta: RequestMeta,
  ): Promise<SignedIn> {
    const { secondSteps, knownDevices } = this.deps;
    const begun = await secondSteps.begin(request.challenge);
    const tokens = await knownDevices.findOwn(begun.userId, deviceTokens);
    const { linkChallenge = null } = request;
    const visit = { device: deviceOf(request, requestMeta), tokens, linkChallenge, requestMeta };
    try {
      return await secondSteps.finish(begun, this.#proof(request.code, requestMeta), visit);
    } catch (error) {
      if (!(error instanceof AuthError) || error.code !== 'INVALID_CODE') throw error;
      throw await secondSteps.refuse(begun, requestMeta);
    }
  }

  /** No value of `amr` names a recovery code, so the session has `mfa` alone for it. */
  #proof(code: string, requestMeta: RequestMeta) {
    return {
      level: 2,
      methods: [],
      factorId: null,
      recovered: true,
      claim: async (tx, user, account, record) => {
        const left = await this.deps.recoveryCodes.use(tx, user, code);
        if (left === null) throw new AuthError('INVALID_CODE');
        const now = this.deps.clock.now();
        await this.deps.users.noteRecovery(tx, user, now, RECOVERED_FOR.before(now));
        await record({ type: 'recovery_code_used', account, left, requestMeta });
      },
    } as const satisfies Parameters<Services['secondSteps']['finish']>[1];
  }
}
