import type { Device } from '../../accounts/devices/device.js';
import type { Devices } from '../../accounts/devices/devices.service.js';
import { distinctUsernameOf, ENDING_LENGTH, usernameOf } from '../../accounts/users/derived-username.js';
import type { NewUser } from '../../accounts/users/new-user.js';
import type { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Proof } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import type { EmailAddress } from '../../core/email-address.js';
import { AuthError } from '../../core/errors.js';
import type { Randomness } from '../../core/randomness.js';
import type { Services } from '../../core/services.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { Referrals } from '../../rewards/referrals/referrals.service.js';
import type { SignedIn } from '../../sessions/session-tokens.js';

export type StoreCredential = (tx: Transaction, account: LockedAccount, record: RecordEvent) => Promise<void>;

/** A user to create; only the checks in the transaction remain. */
export interface NewAccount {
  readonly user: NewUser;
  /** The password hash; null for an account without a password. */
  readonly phc: string | null;
  /** Whether the new user has proved control of the mailbox. If not, a link is mailed. */
  readonly emailProven: boolean;
  /**
   * Stores what the user signs in with besides a password, after the account was created. What it throws undoes the
   * account.
   */
  readonly store?: StoreCredential;
  /** What opens the first session. */
  readonly proof: Proof;
  readonly device: Device;
  /** The device tokens of other accounts on this device. */
  readonly others: readonly string[];
  readonly requestMeta: RequestMeta;
}

export interface NewAccountsDeps {
  clock: Clock;
  randomness: Pick<Randomness, 'bytes'>;
  users: Pick<Users, 'create'>;
  passwords: Pick<Passwords, 'store'>;
  reservedUsernames: Pick<ReservedUsernames, 'includes'>;
  signIns: Pick<Services['signIns'], 'openFirst'>;
  devices: Pick<Devices, 'findShared' | 'fingerprintDigests'>;
  referrals: Pick<Referrals, 'findRefusal'>;
  emailVerification: Pick<Services['emailVerification'], 'mailLink' | 'markVerified'>;
}

/** How often a derived username may prove to be taken: far more often than random endings are equal. */
const MOST_NAMES = 4;

/** Creates accounts and opens their first sessions. Every way to register ends here. */
export class NewAccounts {
  constructor(private readonly deps: NewAccountsDeps) {}

  /**
   * Creates the account in the transaction of the caller.
   * @returns an `AuthError` instead of throwing it, where the transaction must still commit the recorded event:
   * RATE_LIMITED with no account, EMAIL_NOT_VERIFIED with one
   * @throws USERNAME_TAKEN, EMAIL_TAKEN, INVALID_REFERRAL_CODE
   */
  async create(tx: Transaction, arriving: NewAccount, record: RecordEvent): Promise<SignedIn | AuthError> {
    const { device, others, requestMeta, user, phc, proof } = arriving;
    const { clock, users, passwords, devices, referrals, signIns } = this.deps;
    const now = clock.now();
    const shared = await devices.findShared(tx, device, now);
    if (shared?.refused) {
      await record({ type: 'device_shared', userId: null, accounts: shared.accounts, requestMeta });
      return new AuthError('RATE_LIMITED', { retryAfter: shared.retryAfter });
    }
    const because = await referrals.findRefusal(tx, user, devices.fingerprintDigests(device));
    const created = await users.create(tx, because === null ? user : { ...user, referredById: null }, now);
    if (phc !== null) await passwords.store(tx, created.id, phc);
    const account = { ...created, emailVerified: arriving.emailProven };
    const visit = { device, tokens: { device: null, others }, requestMeta };
    const signedIn = await signIns.openFirst(tx, account, proof, visit);
    const registered = { type: 'registered', account, requestMeta } as const;
    await record({ ...registered, sessionId: signedIn?.viewer.sessionId ?? null });
    await arriving.store?.(tx, account, record);
    await this.#settleEmail(tx, arriving, account, record);
    if (because !== null)
      await record({ type: 'referral_refused', userId: account.id, because, requestMeta });
    if (shared !== null)
      await record({ type: 'device_shared', userId: account.id, accounts: shared.accounts, requestMeta });
    return signedIn ?? new AuthError('EMAIL_NOT_VERIFIED', { registered: true });
  }

  /**
   * Registers with the derived username, or with a random ending if it is reserved or taken. Another
   * registration may take a username at any moment, so the unique index decides. The ending depends on nothing:
   * a username is public, and an ending made from the address would confirm a guess of the address.
   */
  async withFreeName<T>(email: EmailAddress, registerAs: (username: string) => Promise<T>): Promise<T> {
    const plain = usernameOf(email);
    const distinct = () => distinctUsernameOf(email, this.deps.randomness.bytes(ENDING_LENGTH));
    let username = this.deps.reservedUsernames.includes(plain) ? distinct() : plain;
    for (let names = 1; ; names += 1) {
      try {
        return await registerAs(username);
      } catch (error) {
        const isTaken = error instanceof AuthError && error.code === 'USERNAME_TAKEN';
        if (!isTaken || names === MOST_NAMES) throw error;
        username = distinct();
      }
    }
  }

  async #settleEmail(
    tx: Transaction,
    { emailProven, requestMeta }: NewAccount,
    account: LockedAccount,
    record: RecordEvent,
  ): Promise<void> {
    const { emailVerification } = this.deps;
    if (emailProven) await emailVerification.markVerified(tx, account.id, account.email, record, requestMeta);
    else await emailVerification.mailLink(tx, account, requestMeta);
  }
}
