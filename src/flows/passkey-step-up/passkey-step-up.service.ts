import { AuthError } from '../../core/errors.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken } from '../../core/secret-token.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { Challenges } from '../../credentials/challenges/challenges.service.js';
import type { Ceremonies } from '../../credentials/passkeys/ceremonies.js';
import type { PasskeyAssertion } from '../../credentials/passkeys/ceremony.js';
import { type PasskeyProofs, proofOf } from '../../credentials/passkeys/passkey-proofs.service.js';
import type { Passkeys } from '../../credentials/passkeys/passkeys.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';

export interface PasskeyStepUpDeps {
  randomness: Randomness;
  challenges: Pick<Challenges, 'issue' | 'take'>;
  ceremonies: Pick<Ceremonies, 'assertionOptions'>;
  passkeys: Pick<Passkeys, 'listNamed'>;
  passkeyProofs: Pick<PasskeyProofs, 'verify' | 'claim'>;
  stepUps: Pick<Services['stepUps'], 'lift'>;
  audit: AuditTrail;
}

/** Lets a signed-in user prove again who they are, with a passkey that verifies them. */
export class PasskeyStepUp {
  constructor(private readonly deps: PasskeyStepUpDeps) {}

  /** The challenge belongs to the session, so a passkey lifts no other one (PK-1). */
  async start({ account, sessionId }: Viewer) {
    const { challenges, ceremonies, passkeys, randomness } = this.deps;
    const nonce = issueSecretToken(randomness);
    const allowed = await passkeys.listNamed(account.id);
    const { text: challenge, expiresAt } = await challenges.issue({
      purpose: 'PASSKEY_STEP_UP',
      userId: account.id,
      sessionId,
      nonce: nonce.digest,
    });
    return { challenge, expiresAt, options: ceremonies.assertionOptions(nonce.text, 'required', allowed) };
  }

  /**
   * @throws TOKEN_INVALID for a challenge that is unknown, used, expired or of another session; INVALID_CREDENTIALS for
   * a response that is not accepted
   */
  async finish(
    viewer: Viewer,
    request: { readonly challenge: string; readonly assertion: PasskeyAssertion },
    requestMeta: RequestMeta,
  ) {
    const { challenges, passkeyProofs, stepUps, audit } = this.deps;
    const { sessionId } = viewer;
    const { id: userId } = viewer.account;
    const begun = await challenges.take('PASSKEY_STEP_UP', request.challenge);
    if (begun === null || begun.userId !== userId || begun.sessionId !== sessionId)
      throw new AuthError('TOKEN_INVALID');
    const expected = { nonce: begun.nonce, owner: userId, userVerification: 'required' } as const;
    const used = await passkeyProofs.verify(request.assertion, expected, requestMeta);
    if (used === null) {
      await audit.record({ type: 'reauthentication_failed', userId, sessionId, requestMeta });
      throw new AuthError('INVALID_CREDENTIALS');
    }
    const { credentialsEpoch, backupEligible, createdAt: factorSince } = used.passkey;
    const proof = proofOf({ userVerified: used.userVerified, backupEligible });
    return stepUps.lift(viewer, { ...proof, credentialsEpoch, factorSince }, requestMeta, (tx, user) =>
      passkeyProofs.claim(tx, user, used),
    );
  }
}
