import type { LockedAccount } from '../../accounts/users/users.service.js';
import { AuthError } from '../../core/errors.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken } from '../../core/secret-token.js';
import type { Services } from '../../core/services.js';
import { isUuid } from '../../core/uuid.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { Challenges } from '../../credentials/challenges/challenges.service.js';
import type { Ceremonies } from '../../credentials/passkeys/ceremonies.js';
import type { PasskeyAttestation } from '../../credentials/passkeys/ceremony.js';
import type { PasskeyOwners } from '../../credentials/passkeys/passkey-owners.service.js';
import { type PasskeyProofs, proofOf } from '../../credentials/passkeys/passkey-proofs.service.js';
import type { Passkeys, ShownPasskey } from '../../credentials/passkeys/passkeys.service.js';
import { factorNameOf } from '../../credentials/second-factors/factor-name.js';

export interface PasskeyEnrolmentDeps {
  randomness: Randomness;
  challenges: Pick<Challenges, 'issue' | 'take'>;
  ceremonies: Pick<Ceremonies, 'registrationOptions' | 'rpId'>;
  passkeys: Pick<Passkeys, 'listNamed' | 'add' | 'rename'>;
  passkeyOwners: Pick<PasskeyOwners, 'handleOf'>;
  passkeyProofs: Pick<PasskeyProofs, 'verifyNew'>;
  factorChanges: Pick<Services['factorChanges'], 'add'>;
  factorEnrolment: Pick<Services['factorEnrolment'], 'require'>;
}

export interface NewPasskeyRequest {
  readonly challenge: string;
  readonly attestation: PasskeyAttestation;
  readonly name: string;
}

export interface AddedPasskey {
  readonly passkey: ShownPasskey;
  /** Null unless the passkey is the first second factor of the user. */
  readonly recoveryCodes: readonly string[] | null;
  readonly account: LockedAccount;
}

/** Adds and renames the passkeys of the signed-in user. */
export class PasskeyEnrolment {
  constructor(private readonly deps: PasskeyEnrolmentDeps) {}

  /**
   * The challenge belongs to the session, so no other session can finish the registration (PK-1).
   * @throws FORBIDDEN for an administrator who needs an enrolment code; INVALID_CODE
   */
  async start(viewer: Viewer, enrolmentCode?: string | null) {
    await this.deps.factorEnrolment.require(viewer, enrolmentCode);
    const { account, sessionId } = viewer;
    const { challenges, ceremonies, passkeys, passkeyOwners, randomness } = this.deps;
    const handle = await passkeyOwners.handleOf(account.id);
    const existing = await passkeys.listNamed(account.id);
    const nonce = issueSecretToken(randomness);
    const { text: challenge, expiresAt } = await challenges.issue({
      purpose: 'PASSKEY_REGISTRATION',
      userId: account.id,
      sessionId,
      nonce: nonce.digest,
    });
    const { username, displayName } = account;
    const user = { handle, username, displayName: displayName ?? username };
    return { challenge, expiresAt, options: ceremonies.registrationOptions(nonce.text, user, existing) };
  }

  /**
   * @throws TOKEN_INVALID for a challenge that is unknown, used, expired or of another session; INVALID_CREDENTIALS for
   * a response that is not accepted; PASSKEY_TAKEN; FORBIDDEN if the user has as many passkeys as possible
   */
  async add(viewer: Viewer, request: NewPasskeyRequest, requestMeta: RequestMeta): Promise<AddedPasskey> {
    const { challenges, passkeyProofs, passkeys, ceremonies, factorChanges } = this.deps;
    const { id: owner } = viewer.account;
    const begun = await challenges.take('PASSKEY_REGISTRATION', request.challenge);
    if (begun === null || begun.userId !== owner || begun.sessionId !== viewer.sessionId)
      throw new AuthError('TOKEN_INVALID');
    const { attestation } = request;
    const made = await passkeyProofs.verifyNew(attestation, { nonce: begun.nonce, owner }, requestMeta);
    if (made === null) throw new AuthError('INVALID_CREDENTIALS');
    const about = {
      name: factorNameOf(request.name),
      rpId: ceremonies.rpId,
      transports: attestation.transports ?? [],
    };
    let passkey: ShownPasskey | undefined;
    const added = await factorChanges.add(
      viewer,
      'passkey',
      proofOf(made),
      async (tx, user) => {
        passkey = await passkeys.add(tx, user, made, about);
      },
      requestMeta,
    );
    if (passkey === undefined) throw new TypeError('The passkey was not stored');
    return { ...added, passkey };
  }

  /** @throws NOT_FOUND if the user has no such passkey */
  async rename(
    { account }: Viewer,
    request: { readonly id: string; readonly name: string },
  ): Promise<ShownPasskey> {
    const { id } = request;
    const renamed = isUuid(id)
      ? await this.deps.passkeys.rename(account.id, id, factorNameOf(request.name))
      : null;
    if (renamed === null) throw new AuthError('NOT_FOUND');
    return renamed;
  }
}
