import { guessKeysOf } from '../../accounts/users/identifier.js';
import type { Users } from '../../accounts/users/users.service.js';
import { Refusal } from '../../core/errors.js';
import type { Origin } from '../../core/viewer.js';
import { writeDeviceTokens } from '../../credentials/known-devices/device-tokens.js';
import type { KnownDevices } from '../../credentials/known-devices/known-devices.service.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { PasswordHasher } from '../../credentials/passwords/password-hasher.js';
import type { PasswordPolicy } from '../../credentials/passwords/password-policy.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { ResetLinks } from './reset-links.service.js';

/** What keeps somebody from trying again: it ends once they have proved by mail whose account it is (RL-6). */
export interface Locks {
  forgive(
    operation: string,
    locked: { readonly subject?: readonly string[]; readonly knownDevice?: readonly string[] },
  ): Promise<void>;
}

export interface ResetRequest {
  readonly token: string;
  readonly newPassword: string;
  /** What the device shows of the accounts that know it. */
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
  audit: AuditTrail;
  locks: Locks;
}

/** Lets who reads the mailbox of an account set its password anew. */
export class PasswordReset {
  constructor(private readonly deps: PasswordResetDeps) {}

  /** Mails a link when there is such an account, and answers the same when there is none (LOG-3). */
  request(email: string, origin: Origin): Promise<void> {
    return this.deps.links.mail(email, origin);
  }

  /**
   * Sets the password that a mailed link allows to set, once, and ends everything that came before it. It signs
   * nobody in (PR-2), but the device is a known one from then on: a stranger who goes on guessing cannot lock it out.
   * @returns what the device is to keep
   * @throws TOKEN_INVALID, WEAK_PASSWORD (which leaves the link good), SERVER_BUSY
   */
  async complete({ token, newPassword, deviceToken }: ResetRequest, origin: Origin): Promise<string> {
    const owner = await this.deps.oneTimeTokens.findOwner('PASSWORD_RESET', token);
    if (owner === null) throw new Refusal('TOKEN_INVALID');
    this.deps.policy.require(newPassword, owner, 'newPassword');
    const phc = await this.deps.hasher.hash(newPassword);
    const given = await this.deps.audit.transaction(async (tx, record) => {
      await this.deps.users.lock(tx, owner.id);
      if (!(await this.deps.oneTimeTokens.consume(tx, 'PASSWORD_RESET', token)))
        throw new Refusal('TOKEN_INVALID');
      await this.deps.passwords.replace(tx, owner.id, phc, 'password reset');
      await record({ type: 'password_reset', account: owner, origin });
      return this.deps.knownDevices.give(tx, owner.id);
    });
    await this.deps.locks.forgive('login', { subject: guessKeysOf(owner.id), knownDevice: [owner.id] });
    // With it goes the lock of every other operation that asks for the password.
    await this.deps.locks.forgive('changePassword', { subject: [owner.id] });
    // Those of this account have just ended.
    return writeDeviceTokens(given, await this.deps.knownDevices.findGood(deviceToken));
  }
}
