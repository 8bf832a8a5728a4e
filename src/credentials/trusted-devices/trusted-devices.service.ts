import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { type GivenTrust, hexOf, readDeviceTokens, writeDeviceTokens } from '../../core/device-tokens.js';
import type { Duration } from '../../core/duration.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken } from '../../core/secret-token.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import {
  type Database,
  Prisma,
  type RawTransaction,
  type Transaction,
} from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';

/** The most trusted devices of a user. Beyond it, the trust that is the oldest ends. */
const MOST_DEVICES = 10;
const NAME_LENGTH = 128;

const ID = columnsOf('TrustedDevice', 't', ['id']);
const LISTED = columnsOf('TrustedDevice', 't', ['id', 'name', 'createdAt', 'lastUsedAt', 'expiresAt']);

/** A device as its user sees it. `name` is the `User-Agent` header of the sign-in that trusted it. */
export type ListedTrustedDevice = RowOf<typeof LISTED>;

export interface TrustedDevicesDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
  users: Pick<Users, 'lock'>;
  audit: AuditTrail;
}

/**
 * Devices on which a user asked not to be asked for the second factor again. Each device holds a random token; only its
 * digest is stored. A token grants no access: it stands in for the second factor after the first one is proved. It is
 * not replaced when it is used, because a lost answer must not lose it.
 */
export class TrustedDevices implements UserTable {
  constructor(
    private readonly deps: TrustedDevicesDeps,
    private readonly config: { readonly trustedDeviceTtl: Duration },
  ) {}

  /**
   * Finds the trusted device of this user among the tokens that a client sent. Malformed, foreign, ended and expired
   * tokens count as absent. Without a token there is no statement.
   * @param tokens the unchecked tokens of one device, joined into one text
   */
  async find(userId: UserId, tokens: string | null | undefined): Promise<string | null> {
    const shown = digestsIn(tokens);
    if (shown.length === 0 || this.#isOff) return null;
    const [found] = await this.deps.database.rows<RowOf<typeof ID>>`/* trusted-devices.find */
      SELECT ${ID} FROM trusted_devices t
      WHERE t.digest IN (${among(shown)}) AND t.user_id = ${userId}::uuid AND ${this.#isTrusted()}`;
    return found?.id ?? null;
  }

  /** Records a sign-in that the device stood in for. @returns false if the trust has ended since it was found */
  async use(tx: RawTransaction, userId: LockedUser, id: string): Promise<boolean> {
    const used = await tx.$queryRaw<RowOf<typeof ID>[]>`/* trusted-devices.use */
      UPDATE trusted_devices t SET last_used_at = ${this.deps.clock.now()}::timestamp
      WHERE t.id = ${id}::uuid AND t.user_id = ${userId}::uuid AND ${this.#isTrusted()} RETURNING ${ID}`;
    return used.length > 0;
  }

  /**
   * Trusts the device of a sign-in. It replaces the trust that the user gave to the same device before and, beyond the
   * most that a user may have, the oldest.
   * @param factorId the factor that the user has just proved; the trust ends with it
   * @param shown the tokens that the device sent; those of other users stay
   * @returns null for an administrator, and where the service trusts no devices
   */
  async give(
    tx: RawTransaction,
    userId: LockedUser,
    factorId: string,
    { userAgent }: Pick<RequestMeta, 'userAgent'>,
    shown: string | null = null,
  ): Promise<GivenTrust | null> {
    if (this.#isOff) return null;
    const { text, digest } = issueSecretToken(this.deps.randomness);
    const tokens = readDeviceTokens(shown);
    const digests = digestsIn(shown);
    const now = this.deps.clock.now();
    const ttl = this.config.trustedDeviceTtl;
    const name = (userAgent ?? '').slice(0, NAME_LENGTH);
    const [given] = await tx.$queryRaw<{ others: string[] | null }[]>`/* trusted-devices.give */
      WITH shown AS (${among(digests)}),
      replaced AS (
        DELETE FROM trusted_devices WHERE user_id = ${userId}::uuid AND (digest IN (SELECT digest FROM shown) OR id IN (
          SELECT id FROM trusted_devices
          WHERE user_id = ${userId}::uuid AND digest NOT IN (SELECT digest FROM shown)
          ORDER BY created_at DESC, id OFFSET ${MOST_DEVICES - 1}))
      ), given AS (
        INSERT INTO trusted_devices (id, user_id, digest, factor_id, name, created_at, last_used_at, expires_at,
                                     credentials_epoch)
        SELECT ${this.deps.randomness.uuid()}::uuid, u.id, ${digest}::bytea, ${factorId}::uuid, ${name},
               ${now}::timestamp, ${now}::timestamp, ${ttl.after(now)}::timestamp, u.credentials_epoch
        FROM users u WHERE u.id = ${userId}::uuid AND u.role <> 'ADMIN' RETURNING id)
      SELECT (SELECT array_agg(encode(o.digest, 'hex')) FROM trusted_devices o
              WHERE o.digest IN (SELECT digest FROM shown) AND o.user_id <> ${userId}::uuid
                AND o.expires_at > ${now}::timestamp) AS others
      FROM given`;
    if (given === undefined) return null;
    const others = tokens.filter((token) => given.others?.includes(hexOf(token.digest)));
    const texts = others.map((token) => token.text);
    return { tokens: writeDeviceTokens(text, texts), expiresIn: ttl.seconds };
  }

  /** @returns the devices that the user trusts now, the last used first */
  async list(userId: UserId): Promise<ListedTrustedDevice[]> {
    if (this.#isOff) return [];
    return this.deps.database.rows<ListedTrustedDevice>`/* trusted-devices.list */
      SELECT ${LISTED} FROM trusted_devices t WHERE t.user_id = ${userId}::uuid AND ${this.#isTrusted()}
      ORDER BY t.last_used_at DESC, t.id`;
  }

  /** Ends the trust in every device of the user who asks for it. */
  async endOwn(viewer: Viewer, requestMeta: RequestMeta): Promise<void> {
    const { sessionId, account } = viewer;
    await this.deps.audit.transaction(async (tx, record) => {
      const userId = await this.deps.users.lock(tx, account.id);
      if ((await this.endAll(tx, userId)) === 0) return;
      await record({ type: 'trusted_devices_forgotten', userId, sessionId, requestMeta });
    });
  }

  /** @returns how many devices the user trusted */
  async endAll(tx: Transaction, userId: LockedUser): Promise<number> {
    return (await tx.trustedDevice.deleteMany({ where: { userId } })).count;
  }

  /** Ends the trust that the proof of this factor gave. */
  async endOf(tx: RawTransaction, userId: LockedUser, factorId: string): Promise<void> {
    await tx.$queryRaw`/* trusted-devices.endOf */
      DELETE FROM trusted_devices WHERE user_id = ${userId}::uuid AND factor_id = ${factorId}::uuid`;
  }

  /** Every change that ends sessions ends the trust in devices. */
  async clearTokens(tx: Transaction, userId: LockedUser): Promise<void> {
    await this.endAll(tx, userId);
  }

  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* trusted-devices.purge */
      DELETE FROM trusted_devices WHERE id IN (
        SELECT id FROM trusted_devices WHERE expires_at <= ${now} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  async exportOf(userId: UserId): Promise<object> {
    const trustedDevices = await this.deps.database.trustedDevice.findMany({
      where: { userId },
      select: { name: true, createdAt: true, lastUsedAt: true, expiresAt: true },
      orderBy: { createdAt: 'desc' },
    });
    return { trustedDevices };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await this.endAll(tx, userId);
  }

  get #isOff(): boolean {
    return this.config.trustedDeviceTtl.milliseconds === 0;
  }

  /**
   * The factor must still be the one that was proved, and no administrator passes. Both are read here as well, so that
   * no change of factors or of roles can forget to end the trust. The epoch ends trust after changes by instances of
   * an older version, which does not delete it. A shorter life applies to earlier trust too.
   */
  #isTrusted(): Prisma.Sql {
    const now = this.deps.clock.now();
    return Prisma.sql`(t.expires_at > ${now}::timestamp
      AND t.created_at > ${this.config.trustedDeviceTtl.before(now)}::timestamp
      AND EXISTS (SELECT FROM users u
                  WHERE u.id = t.user_id AND u.role <> 'ADMIN' AND u.credentials_epoch = t.credentials_epoch)
      AND (EXISTS (SELECT FROM totp_secrets f WHERE f.id = t.factor_id AND f.user_id = t.user_id
                   AND f.confirmed_at <= t.created_at)
        OR EXISTS (SELECT FROM passkeys f WHERE f.id = t.factor_id AND f.user_id = t.user_id)))`;
  }
}

function digestsIn(tokens: string | null | undefined): string[] {
  return readDeviceTokens(tokens).map(({ digest }) => hexOf(digest));
}

/** Passes the digests as one array, so the statement is the same for any number of tokens. */
function among(digests: readonly string[]): Prisma.Sql {
  return Prisma.sql`SELECT decode(hex, 'hex') AS digest FROM unnest(${digests}::text[]) hex`;
}
