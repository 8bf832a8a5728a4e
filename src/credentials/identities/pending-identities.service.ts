import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { parseEmailAddress } from '../../core/email-address.js';
import { asUserId, type LockedUser } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken, readSecretToken } from '../../core/secret-token.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import type { Database, RawTransaction, Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import type { ProvenIdentity } from './proven-identity.js';

/** How long the user may take to prove the account to link. */
const LINK_LIFE = Duration.minutes(5);
/** How long the user may take to fill the form of the sign-up. */
const SIGN_UP_LIFE = Duration.minutes(15);
/** The sign-ups that a challenge allows to try. Each one tells which names are taken. */
const MOST_ATTEMPTS = 5;
/** The longest name that is kept. It is only suggested. */
const NAME_LENGTH = 64;

/** The account that must be proved before the identity is linked to it. */
export interface AccountToLink {
  readonly userId: LockedUser;
  readonly credentialsEpoch: number;
}

/** A challenge as the client gets it. The text is a secret and is not stored. */
export interface IssuedChallenge {
  readonly text: string;
  readonly expiresAt: Date;
}

/** An identity that waits for a sign-up. */
export interface WaitingIdentity {
  readonly id: string;
  readonly identity: ProvenIdentity;
}

const PENDING = columnsOf('PendingIdentity', 'w', [
  'id',
  'userId',
  'credentialsEpoch',
  'provider',
  'issuer',
  'subject',
  'email',
  'emailProven',
  'name',
]);
type PendingRow = Omit<RowOf<typeof PENDING>, 'userId'> & { readonly userId: string | null };

/** The proved accounts at providers that wait for a sign-up, or for the proof of the account to link. */
export class PendingIdentities implements UserTable {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /** Keeps an identity until its person signs up. */
  issueSignUp(identity: ProvenIdentity): Promise<IssuedChallenge> {
    return this.#issue(this.deps.database, identity, null);
  }

  /**
   * Keeps an identity until the user of an account proves that the account is theirs.
   * @param target the account, which the transaction has locked
   */
  issueLink(tx: Transaction, identity: ProvenIdentity, target: AccountToLink): Promise<IssuedChallenge> {
    return this.#issue(tx, identity, target);
  }

  /** Finds the identity of a sign-up. It counts no attempt: a form with a problem of its own tells nothing of others. */
  async findSignUp(text: string): Promise<WaitingIdentity | null> {
    const digest = readSecretToken(text);
    if (digest === null) return null;
    const row = await this.deps.database.pendingIdentity.findFirst({
      where: {
        digest,
        userId: null,
        attempts: { lt: MOST_ATTEMPTS },
        expiresAt: { gt: this.deps.clock.now() },
      },
    });
    return row === null ? null : { id: row.id, identity: provenOf(row) };
  }

  /**
   * Counts an attempt to sign up, before any name is looked up, in a statement of its own: of concurrent attempts, no
   * more than the most pass.
   * @returns false for a used, expired or exhausted challenge
   */
  async attempt({ id }: WaitingIdentity): Promise<boolean> {
    const now = this.deps.clock.now();
    const counted = await this.deps.database.rows<unknown>`/* pending-identities.attempt */
      UPDATE pending_identities w SET attempts = w.attempts + 1
      WHERE w.id = ${id}::uuid AND w.attempts < ${MOST_ATTEMPTS} AND w.expires_at > ${now}::timestamp
      RETURNING w.id`;
    return counted.length > 0;
  }

  /** Uses up the challenge of a sign-up. Of concurrent calls, one gets true. */
  async consume(tx: RawTransaction, { id }: WaitingIdentity): Promise<boolean> {
    const gone = await tx.$queryRaw<unknown[]>`/* pending-identities.consume */
      DELETE FROM pending_identities w WHERE w.id = ${id}::uuid RETURNING w.id`;
    return gone.length > 0;
  }

  /**
   * Uses up the challenge of `LINK_REQUIRED`, whichever account it names.
   * @param text the unchecked challenge
   * @returns the identity, if the challenge names this account at this epoch; otherwise null
   */
  async takeLink(
    tx: RawTransaction,
    { userId, credentialsEpoch }: AccountToLink,
    text: string,
  ): Promise<ProvenIdentity | null> {
    const digest = readSecretToken(text);
    if (digest === null) return null;
    const [row] = await tx.$queryRaw<PendingRow[]>`/* pending-identities.takeLink */
      DELETE FROM pending_identities w
      WHERE w.digest = ${digest}::bytea AND w.user_id IS NOT NULL AND w.expires_at > ${this.deps.clock.now()}::timestamp
      RETURNING ${PENDING}`;
    if (row === undefined || row.userId === null) return null;
    const isNamed = asUserId(row.userId) === userId && row.credentialsEpoch === credentialsEpoch;
    return isNamed ? provenOf(row) : null;
  }

  /** Every change that ends sessions also ends what was begun before it. */
  async clearTokens(tx: Transaction, userId: LockedUser): Promise<void> {
    await this.forget(tx, userId);
  }

  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* pending-identities.purge */
      DELETE FROM pending_identities WHERE id IN (
        SELECT id FROM pending_identities WHERE expires_at <= ${now} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  /** It lives for minutes and tells nothing but that a sign-in has begun. */
  async exportOf(): Promise<object> {
    return {};
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.pendingIdentity.deleteMany({ where: { userId } });
  }

  async #issue(
    tx: Pick<Transaction, 'pendingIdentity'>,
    identity: ProvenIdentity,
    target: AccountToLink | null,
  ): Promise<IssuedChallenge> {
    const { text, digest } = issueSecretToken(this.deps.randomness);
    const { provider, issuer, subject, email, emailProven, name } = identity;
    const createdAt = this.deps.clock.now();
    const expiresAt = (target === null ? SIGN_UP_LIFE : LINK_LIFE).after(createdAt);
    await tx.pendingIdentity.create({
      data: {
        id: this.deps.randomness.uuid(),
        digest,
        userId: target?.userId ?? null,
        credentialsEpoch: target?.credentialsEpoch ?? null,
        provider,
        issuer,
        subject,
        email: email?.address ?? null,
        emailProven,
        name: name !== null && name.length <= NAME_LENGTH ? name : null,
        createdAt,
        expiresAt,
      },
    });
    return { text, expiresAt };
  }
}

/** A second factor that the provider asked for proves nothing of a later sign-up. */
function provenOf(row: Omit<PendingRow, 'id' | 'userId' | 'credentialsEpoch'>): ProvenIdentity {
  const { provider, issuer, subject, emailProven, name } = row;
  const email = row.email === null ? null : parseEmailAddress(row.email);
  return { provider, issuer, subject, email, emailProven, name, secondFactor: false };
}
