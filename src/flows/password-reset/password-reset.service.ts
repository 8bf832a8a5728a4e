import { guessKeysOf } from '../../accounts/users/identifier.js';
import type { Mailboxes } from '../../accounts/users/mailboxes.service.js';
import type { Users } from '../../accounts/users/users.service.js';
import { writeDeviceTokens } from '../../core/device-tokens.js';
import type { LockedUser } from '../../core/ids.js';
import type { Services } from '../../core/services.js';
import type { Account, RequestMeta } from '../../core/viewer.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import { deadLink } from '../../credentials/one-time-tokens/dead-link.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { PasswordHasher } from '../../credentials/passwords/password-hasher.js';
import type { PasswordPolicy } from '../../credentials/passwords/password-policy.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { RecoveryCodes } from '../../credentials/recovery-codes/recovery-codes.service.js';
import type { SecondFactors } from '../../credentials/second-factors/second-factors.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { ResetLinks } from './reset-links.service.js';

/**
 * Rate limit locks after wrong passwords. They end when the user proves by mail that the account is theirs
 * (RL-6).
 */
export interface Locks {
  forgive(
    operation: string,
    locked: { readonly subject?: readonly string[]; readonly knownDevice?: readonly string[] },
  ): Promise<void>;
}

export interface ResetRequest {
  readonly token: string;
  readonly newPassword: string;
  /** The tokens of the accounts that know this device, as the client sent them. */
  readonly deviceToken: string | null;
}

/** The result of setting a password with a mailed link. */
export interface PasswordSet {
  /** The device tokens that the device keeps. */
  readonly deviceTokens: string;
  /** Whether the user accepted an invitation, and had no password before. */
  readonly isFirst: boolean;
}

/** The purposes of the links that set a password. */
const PURPOSES = ['PASSWORD_RESET', 'INVITATION'] as const;

export interface PasswordResetDeps {
  links: ResetLinks;
  users: Users;
  oneTimeTokens: OneTimeTokens;
  knownDevices: KnownDevices;
  passwords: Passwords;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  breachedPasswords: Pick<Services['breachedPasswords'], 'require'>;
  mailboxes: Pick<Mailboxes, 'setElsewhere'>;
  emailVerification: Pick<Services['emailVerification'], 'markVerified'>;
  audit: AuditTrail;
  locks: Locks;
  secondFactors: Pick<SecondFactors, 'has'>;
  recoveryCodes: Pick<RecoveryCodes, 'forget'>;
}

/** Lets a user who controls the mailbox of an account set a new password. */
export class PasswordReset {
  constructor(private readonly deps: PasswordResetDeps) {}

  /** Mails a link if the account exists; the answer is the same if it does not (user enumeration, LOG-3). */
  request(email: string, requestMeta: RequestMeta): Promise<void> {
    return this.deps.links.mail(email, requestMeta);
  }

  /**
   * Tells whether the mailed link of a reset or an invitation is valid, and until when, so that a form knows
   * before the user fills it in.
   */
  async findLink(token: string): Promise<{ valid: boolean; expiresAt: Date | null }> {
    for (const purpose of PURPOSES) {
      const expiresAt = await this.deps.oneTimeTokens.findExpiry(purpose, token);
      if (expiresAt !== null) return { valid: true, expiresAt };
    }
    return { valid: false, expiresAt: null };
  }

  /**
   * Sets a password with the mailed link of a reset or an invitation, once. Ends every session, token and link
   * issued before. It does not sign the user in (PR-2), but the device becomes a known device, so an attacker
   * who continues to guess cannot lock it out. The link also verifies the address that it was mailed to.
   * @throws TOKEN_INVALID, SERVER_BUSY; WEAK_PASSWORD, which leaves the link valid
   */
  async complete(
    { token, newPassword, deviceToken }: ResetRequest,
    requestMeta: RequestMeta,
  ): Promise<PasswordSet> {
    const { owner, purpose } = await this.#open(token);
    this.deps.policy.require(newPassword, owner, 'newPassword');
    await this.deps.breachedPasswords.require(newPassword, 'newPassword');
    const phc = await this.deps.hasher.hash(newPassword);
    const given = await this.deps.audit.transaction(async (tx, record) => {
      const user = await this.deps.users.lock(tx, owner.id);
      const proof = await this.deps.oneTimeTokens.consume(tx, user, purpose, token);
      if (proof === null) throw deadLink();
      await this.deps.passwords.replace(tx, user, phc, 'password reset');
      await this.#settleFactors(tx, user);
      const type = purpose === 'INVITATION' ? 'invitation_accepted' : 'password_reset';
      await record({ type, account: owner, requestMeta });
      if (!owner.emailVerified)
        await this.deps.emailVerification.markVerified(tx, user, proof.email, record, requestMeta);
      // The reset ended what the registrant knew, so the proof of the mailbox is settled.
      await this.deps.mailboxes.setElsewhere(tx, user, false);
      return this.deps.knownDevices.give(tx, user);
    });
    await this.deps.locks.forgive('login', { subject: guessKeysOf(owner.id), knownDevice: [owner.id] });
    // This also ends the lock of every other operation that asks for the password: they share one counter.
    await this.deps.locks.forgive('changePassword', { subject: [owner.id] });
    // The old device tokens of this account have just ended, so only those of other accounts remain.
    const deviceTokens = writeDeviceTokens(given, await this.deps.knownDevices.findGood(deviceToken));
    return { deviceTokens, isFirst: purpose === 'INVITATION' };
  }

  /** The first proof of a mailbox ends passkeys. Without another factor, nothing may ask for one any more. */
  async #settleFactors(tx: Transaction, user: LockedUser): Promise<void> {
    const { secondFactors, recoveryCodes, users } = this.deps;
    if (await secondFactors.has(tx, user)) return;
    await recoveryCodes.forget(tx, user);
    await users.setSecondFactorSince(tx, user, null);
  }

  /** @throws TOKEN_INVALID */
  async #open(token: string): Promise<{ owner: Account; purpose: (typeof PURPOSES)[number] }> {
    for (const purpose of PURPOSES) {
      const owner = await this.deps.oneTimeTokens.findOwner(purpose, token);
      if (owner !== null) return { owner, purpose };
    }
    throw deadLink();
  }
}
