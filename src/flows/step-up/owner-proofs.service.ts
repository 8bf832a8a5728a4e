import type { LockedState } from '../../accounts/users/users.service.js';
import { AuthError } from '../../core/errors.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { Passwords, ReauthenticationFailed } from '../../credentials/passwords/passwords.service.js';
import type { RawTransaction } from '../../platform/database/client.js';
import type { SessionAuthentication } from '../../sessions/session-authentication.service.js';

/** Shows that a request comes from the owner of the account, and not from a thief of the session. */
export interface OwnerProof {
  /**
   * Call it in the transaction of the change, after the user is locked. A change of the user may have made the proof
   * void since the request began.
   * @throws INVALID_CREDENTIALS, TOKEN_INVALID
   */
  require(tx: RawTransaction, user: LockedState | null): Promise<void>;
}

export interface OwnerProofsDeps {
  passwords: Pick<Passwords, 'reauthenticate'>;
  sessionAuthentication: Pick<SessionAuthentication, 'requireOpen'>;
}

/** Proofs for operations marked `@FreshOrPassword()`. */
export class OwnerProofs {
  constructor(private readonly deps: OwnerProofsDeps) {}

  /**
   * Verifies the password, if the input has one. Without one, the session is the proof: the API has refused it unless
   * it is fresh.
   * @param failed the event to record for a wrong password
   * @throws INVALID_CREDENTIALS, SERVER_BUSY
   */
  async of(
    viewer: Viewer,
    password: string | null | undefined,
    failed: ReauthenticationFailed,
    requestMeta: RequestMeta,
  ): Promise<OwnerProof> {
    const { passwords, sessionAuthentication } = this.deps;
    const proven =
      typeof password === 'string'
        ? await passwords.reauthenticate(viewer, password, failed, requestMeta)
        : null;
    return {
      require: async (tx, user) => {
        if (user === null) throw new AuthError('INVALID_CREDENTIALS');
        if (proven === null) await sessionAuthentication.requireOpen(tx, user.account.id, viewer);
        else if (user.credentialsEpoch !== proven) throw new AuthError('INVALID_CREDENTIALS');
      },
    };
  }
}
