import { guessKeysOf } from '../../accounts/users/identifier.js';
import type { Users } from '../../accounts/users/users.service.js';
import { AuthError } from '../../core/errors.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import { writeDeviceTokens } from '../../credentials/known-devices/device-tokens.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { PasswordHasher } from '../../credentials/passwords/password-hasher.js';
import type { PasswordPolicy } from '../../credentials/passwords/password-policy.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
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

export interface PasswordResetDeps {
  links: ResetLinks;
  users: Users;
  oneTimeTokens: OneTimeTokens;
  knownDevices: KnownDevices;
  passwords: Passwords;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  emailVerification: Pick<Services['emailVerification'], 'markVerified'>;
  audit: AuditTrail;
  locks: Locks;
}

/** Lets a user who controls the mailbox of an account set a new password. */
export class PasswordReset {
  constructor(private readonly deps: PasswordResetDeps) {}

  /** Mails a link if the account exists; the answer is the same if it does not (user enumeration, LOG-3). */
  request(email: string, requestMeta: RequestMeta): Promise<void> {
    return this.deps.links.mail(email, requestMeta);
  }

  /**
   * Sets a new password with a mailed link, once. Ends every session, token and link issued before, and marks
   * the address as verified. It does not sign the user in (PR-2), but the device becomes a known device, so an
   * attacker who continues to guess cannot lock it out.
   * @returns the device tokens that the device keeps
   * @throws TOKEN_INVALID, SERVER_BUSY; WEAK_PASSWORD, which leaves the link valid
   */
  async complete(
    { token, newPassword, deviceToken }: ResetRequest,
    requestMeta: RequestMeta,
  ): Promise<string> {
    const owner = await this.deps.oneTimeTokens.findOwner('PASSWORD_RESET', token);
    if (owner === null) throw new AuthError('TOKEN_INVALID');
    this.deps.policy.require(newPassword, owner, 'newPassword');
    const phc = await this.deps.hasher.hash(newPassword);
    const given = await this.deps.audit.transaction(async (tx, record) => {
      const user = await this.deps.users.lock(tx, owner.id);
      const proof = await this.deps.oneTimeTokens.consume(tx, user, 'PASSWORD_RESET', token);
      if (proof === null) throw new AuthError('TOKEN_INVALID');
      await this.deps.passwords.replace(tx, user, phc, 'password reset');
      await record({ type: 'password_reset', account: owner, requestMeta });
      if (!owner.emailVerified)
        await this.deps.emailVerification.markVerified(tx, user, proof.email, record, requestMeta);
      return this.deps.knownDevices.give(tx, user);
    });
    await this.deps.locks.forgive('login', { subject: guessKeysOf(owner.id), knownDevice: [owner.id] });
    // This also ends the lock of every other operation that asks for the password: they share one counter.
    await this.deps.locks.forgive('changePassword', { subject: [owner.id] });
    // The old device tokens of this account have just ended, so only those of other accounts remain.
    return writeDeviceTokens(given, await this.deps.knownDevices.findGood(deviceToken));
  }
}
