import { guessKeysOf } from '../../accounts/users/identifier.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { AuthMethod, Level } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { UserId } from '../../core/ids.js';
import type { RequestMeta } from '../../core/viewer.js';
import {
  type Challenges,
  MOST_ATTEMPTS,
  type OpenChallenge,
} from '../../credentials/challenges/challenges.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { SignedIn } from '../../sessions/session-tokens.js';
import type { Claim, SignIns, Visit } from './sign-ins.service.js';

/** A sign-in whose first factor is proved. */
export interface BegunSignIn {
  readonly userId: UserId;
  readonly challenge: OpenChallenge;
}

/** The proof of a second factor. */
export interface SecondProof {
  readonly level: Level & (2 | 3);
  /** What the second factor adds to `amr`. The door adds `mfa`. */
  readonly methods: readonly AuthMethod[];
  /** The authenticator app or passkey that was proved; null for a recovery code. */
  readonly factorId: string | null;
  /** Whether the user asked not to be asked for the second factor on this device again. */
  readonly rememberDevice?: boolean;
  readonly recovered?: boolean;
  /** Uses the proof up after the user is locked, and throws the refusal if another sign-in was faster. */
  readonly claim: Claim;
}

export interface SecondStepsDeps {
  clock: Clock;
  users: Pick<Users, 'findLocked'>;
  challenges: Pick<Challenges, 'attempt' | 'consume'>;
  signIns: Pick<SignIns, 'signIn'>;
  audit: AuditTrail;
  locks: {
    forgive(
      operation: 'login',
      locked: { readonly subject?: readonly string[]; readonly knownDevice?: readonly string[] },
    ): Promise<void>;
  };
}

/** The second step of every sign-in that asked for a second factor. */
export class SecondSteps {
  constructor(private readonly deps: SecondStepsDeps) {}

  /**
   * Counts an attempt on the challenge of `MFA_REQUIRED`, before anything is checked.
   * @throws TOKEN_INVALID for an unknown, used, expired or exhausted challenge
   */
  async begin(challenge: string): Promise<BegunSignIn> {
    const open = await this.deps.challenges.attempt('SECOND_FACTOR', challenge);
    if (open?.userId == null) throw new AuthError('TOKEN_INVALID');
    return { userId: open.userId, challenge: open };
  }

  /**
   * Records that the second factor was not proved, outside the transaction of the sign-in, which is undone.
   * @returns the refusal, with the attempts that are left
   */
  async refuse({ userId, challenge }: BegunSignIn, requestMeta: RequestMeta): Promise<AuthError> {
    const attemptsLeft = MOST_ATTEMPTS - challenge.attempts;
    await this.deps.audit.transaction(async (tx, record) => {
      const found = await this.deps.users.findLocked(tx, userId, this.deps.clock.now());
      if (found !== null)
        await record({ type: 'second_factor_failed', account: found.account, attemptsLeft, requestMeta });
    });
    return new AuthError('INVALID_CODE', { attemptsLeft });
  }

  /**
   * Opens the session. One transaction locks the user, uses the challenge and the proof up and opens the session. The
   * user comes first: another order deadlocks with a change of the user. The challenge comes before the proof, so a
   * request that was sent twice is no wrong code. Of concurrent steps with one challenge, one opens a session, and the
   * proofs of the others are not used up.
   * @throws TOKEN_INVALID if the user's credentials have changed since the first step or the challenge was used
   */
  async finish({ userId, challenge }: BegunSignIn, proof: SecondProof, visit: Visit): Promise<SignedIn> {
    const { level, recovered = false, factorId, rememberDevice = false } = proof;
    const remember = rememberDevice && factorId !== null ? { factorId } : null;
    const methods = [...new Set([...(challenge.methods as AuthMethod[]), ...proof.methods, 'mfa' as const])];
    const claim: Claim = async (tx, user, account, record) => {
      if (!(await this.deps.challenges.consume(tx, user, challenge.id))) throw new AuthError('TOKEN_INVALID');
      await proof.claim(tx, user, account, record);
    };
    const user = { id: userId, credentialsEpoch: challenge.credentialsEpoch ?? -1 };
    const signedIn = await this.deps.signIns.signIn(
      user,
      { level, methods, recovered, remember, claim },
      visit,
    );
    if (signedIn === null) throw new AuthError('TOKEN_INVALID');
    await this.#forgive(userId, visit);
    return signedIn;
  }

  /** The password was right, but `MFA_REQUIRED` cleared no counter: that would make guesses free. */
  async #forgive(userId: UserId, { tokens }: Visit): Promise<void> {
    const locked = tokens.device === null ? { subject: guessKeysOf(userId) } : { knownDevice: [userId] };
    await this.deps.locks.forgive('login', locked);
  }
}
