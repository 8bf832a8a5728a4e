import type { AuthMethod, Proof } from '../../core/assurance.js';
import { AuthError } from '../../core/errors.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import { isSameSecret, readSecretToken } from '../../core/secret-token.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { RawTransaction } from '../../platform/database/client.js';
import type { Ceremonies } from './ceremonies.js';
import type {
  CeremonyRefusal,
  CeremonyResult,
  NewPasskey,
  PasskeyAssertion,
  PasskeyAttestation,
  UsedPasskey,
} from './ceremony.js';
import type { OwnedPasskey, Passkeys } from './passkeys.service.js';

export interface PasskeyProofsDeps {
  ceremonies: Ceremonies;
  passkeys: Pick<Passkeys, 'find' | 'use'>;
  audit: AuditTrail;
}

export interface ExpectedAssertion {
  /** The digest of what the passkey had to sign. The caller has used it up. */
  readonly nonce: Uint8Array | null;
  /** Null: the user that the passkey names. */
  readonly owner: UserId | null;
  readonly userVerification: 'required' | 'preferred';
}

/** Verifies what users prove by a passkey. Every refusal has one code, so it reveals nothing (PK-6). */
export class PasskeyProofs {
  constructor(private readonly deps: PasskeyProofsDeps) {}

  /** @returns null if the passkey or what it signed is not accepted */
  async verify(
    assertion: PasskeyAssertion,
    { nonce, owner, userVerification }: ExpectedAssertion,
    requestMeta: RequestMeta,
  ): Promise<UsedPasskey<OwnedPasskey> | null> {
    if (nonce === null) return this.#refused('verification', owner, requestMeta);
    const result = await this.deps.ceremonies.verifyAssertion(assertion, {
      challenge: digestedBy(nonce),
      userVerification,
      owner,
      find: (credentialId) => this.deps.passkeys.find(credentialId),
    });
    await this.#noteCounter(result, requestMeta);
    return result.verified ?? this.#refused(result.refused, owner, requestMeta);
  }

  /**
   * Verifies a new passkey. It must verify its user.
   * @returns null if the passkey or what it signed is not accepted
   */
  async verifyNew(
    attestation: PasskeyAttestation,
    { nonce, owner }: { nonce: Uint8Array | null; owner: UserId },
    requestMeta: RequestMeta,
  ): Promise<NewPasskey | null> {
    if (nonce === null) return this.#refused('verification', owner, requestMeta);
    const { verified, refused } = await this.deps.ceremonies.verifyAttestation(attestation, {
      challenge: digestedBy(nonce),
      userVerification: 'required',
    });
    return verified ?? this.#refused(refused, owner, requestMeta);
  }

  /** @throws INVALID_CREDENTIALS if the passkey was removed, or its counter used, since it was verified */
  async claim(tx: RawTransaction, user: LockedUser, used: UsedPasskey): Promise<void> {
    if (!(await this.deps.passkeys.use(tx, user, used))) throw new AuthError('INVALID_CREDENTIALS');
  }

  async #refused(because: CeremonyRefusal, userId: UserId | null, requestMeta: RequestMeta): Promise<null> {
    await this.deps.audit.record({ type: 'passkey_refused', userId, because, requestMeta });
    return null;
  }

  async #noteCounter(
    {
      verified,
      refused,
      passkey = verified?.passkey,
    }: CeremonyResult<UsedPasskey<OwnedPasskey>, OwnedPasskey>,
    requestMeta: RequestMeta,
  ): Promise<void> {
    if (passkey === undefined || !(verified?.counterRegressed ?? refused === 'counter')) return;
    const { account, id } = passkey;
    const event = { account, passkey: id, refused: refused !== undefined, requestMeta };
    await this.deps.audit.record({ type: 'passkey_counter_regressed', ...event });
  }
}

/** Only the digest is stored, so a reader of the database cannot let a passkey sign for the ceremony of another user. */
function digestedBy(digest: Uint8Array): (signed: string) => boolean {
  return (signed) => isSameSecret(readSecretToken(signed) ?? new Uint8Array(), digest);
}

/**
 * What a verified use of a passkey proves. Only one that verified its user is two factors (PK-5). A key that can be
 * synchronised has left its hardware.
 */
export function proofOf({
  userVerified,
  backupEligible,
}: {
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
}): Proof & { readonly level: 2 | 3 } {
  const methods: AuthMethod[] = ['pop'];
  if (userVerified) methods.push('user', 'mfa');
  if (!backupEligible) methods.push('hwk');
  return { level: userVerified ? 3 : 2, methods };
}
