import { guessKey, matching } from '../../accounts/users/identifier.js';
import type { Clock } from '../../core/clock.js';
import { type DeviceToken, hexOf, readDeviceTokens } from '../../core/device-tokens.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken } from '../../core/secret-token.js';
import type { UserChange } from '../../core/user-change.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import {
  type Database,
  Prisma,
  type RawTransaction,
  type Transaction,
} from '../../platform/database/client.js';
import { KNOWN_DEVICE_LIFE, type SignInTarget } from '../../platform/graphql/sign-in-target.js';

/** The most known devices of an account. Beyond it, the device that signed in longest ago is forgotten. */
const MOST_DEVICES = 10;
/**
 * Changes that end every known device, because an attacker may hold a token. Changes of the password or the
 * email address are not among them: a signed-in user makes them and proves the password.
 */
const ENDING: ReadonlySet<UserChange> = new Set<UserChange>([
  'password reset',
  'mailbox proven',
  'suspended',
  'deleted',
]);

/**
 * Devices on which an account has signed in. Each device holds a random token; only its digest is stored.
 * Wrong passwords from a known device have a budget of their own, so an attacker elsewhere cannot lock the
 * user out there. A token grants no access: a sign-in on a known device still needs the password.
 */
export class KnownDevices implements UserTable {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /**
   * Finds the account that a sign-in names, and whether that account knows the device. One statement does the
   * same work whether account or tokens exist or not, so timing reveals nothing (user enumeration).
   */
  async findSignInTarget(usernameOrEmail: string, deviceTokens: string | null): Promise<SignInTarget> {
    const shown = readDeviceTokens(deviceTokens);
    const [found] = await this.deps.database.rows<{
      userId: UserId | null;
      known: string[] | null;
    }>`/* known-devices.findSignInTarget */
      SELECT (SELECT u.id FROM users u WHERE ${matching(usernameOrEmail)}) AS "userId",
             (SELECT array_agg(${OWNED}) ${this.#among(shown)}) AS known`;
    const userId = found?.userId ?? null;
    const { own, others } = sorted(shown, found?.known ?? [], userId);
    return { userId, guessKey: guessKey(usernameOrEmail, userId), device: own, others };
  }

  /** Returns those of the given tokens that are valid for any account. */
  async findGood(deviceTokens: string | null): Promise<string[]> {
    const shown = readDeviceTokens(deviceTokens);
    if (shown.length === 0) return [];
    const rows = await this.deps.database.$queryRaw<{ owned: string }[]>`/* known-devices.findGood */
      SELECT ${OWNED} AS owned ${this.#among(shown)}`;
    return sorted(
      shown,
      rows.map(({ owned }) => owned),
      null,
    ).others;
  }

  /** Finds the token by which this account knows the device, and the valid ones for other accounts. */
  async findOwn(
    userId: UserId,
    deviceTokens: string | null,
  ): Promise<Pick<SignInTarget, 'device' | 'others'>> {
    const shown = readDeviceTokens(deviceTokens);
    if (shown.length === 0) return { device: null, others: [] };
    const rows = await this.deps.database.$queryRaw<{ owned: string }[]>`/* known-devices.findOwn */
      SELECT ${OWNED} AS owned ${this.#among(shown)}`;
    const known = rows.map(({ owned }) => owned);
    const { own, others } = sorted(shown, known, userId);
    return { device: own, others };
  }

  /**
   * Makes the device of a sign-in a known one. Beyond the most that an account may have, it deletes the device
   * that signed in longest ago. The caller has locked or created the user, so sign-ins take turns.
   * @param known the token by which the account knows the device already
   * @returns the token that the device keeps: the known one, or a new one
   */
  async give(tx: RawTransaction, userId: LockedUser, known: DeviceToken | null = null): Promise<string> {
    const { text, digest } = known ?? issueSecretToken(this.deps.randomness);
    const now = this.deps.clock.now();
    await tx.$executeRaw`/* known-devices.give */
      WITH given AS (
        INSERT INTO known_devices AS k (digest, user_id, given_at, expires_at)
        VALUES (${digest}::bytea, ${userId}::uuid, ${now}::timestamp, ${KNOWN_DEVICE_LIFE.after(now)}::timestamp)
        ON CONFLICT (digest) DO UPDATE SET given_at = EXCLUDED.given_at, expires_at = EXCLUDED.expires_at
          WHERE k.user_id = EXCLUDED.user_id)
      DELETE FROM known_devices WHERE digest IN (
        SELECT digest FROM known_devices WHERE user_id = ${userId}::uuid AND digest <> ${digest}::bytea
        ORDER BY expires_at DESC, digest OFFSET ${MOST_DEVICES - 1})`;
    return text;
  }

  async clearTokens(tx: Transaction, userId: LockedUser, because: UserChange): Promise<void> {
    if (ENDING.has(because)) await tx.knownDevice.deleteMany({ where: { userId } });
  }

  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* known-devices.purge */
      DELETE FROM known_devices WHERE digest IN (
        SELECT digest FROM known_devices WHERE expires_at <= ${now} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  /** Passes the digests as one array, so the statement is the same for any number of tokens. */
  #among(tokens: readonly DeviceToken[]): Prisma.Sql {
    return Prisma.sql`
      FROM known_devices k
      WHERE k.digest IN (SELECT decode(hex, 'hex') FROM unnest(${tokens.map(({ digest }) => hexOf(digest))}::text[]) hex)
        AND k.expires_at > ${this.deps.clock.now()}`;
  }

  async exportOf(userId: UserId): Promise<object> {
    const knownDevices = await this.deps.database.knownDevice.findMany({
      where: { userId },
      select: { givenAt: true, expiresAt: true },
      orderBy: { givenAt: 'desc' },
    });
    return { knownDevices };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.knownDevice.deleteMany({ where: { userId } });
  }
}

/** The owner and the digest of a token in one text. */
const OWNED = Prisma.sql`k.user_id::text || ' ' || encode(k.digest, 'hex')`;

function sorted(shown: readonly DeviceToken[], known: readonly string[], userId: UserId | null) {
  const ownerOf = new Map(known.map((owned) => owned.split(' ').reverse() as [hex: string, owner: string]));
  const good = shown.filter(({ digest }) => ownerOf.has(hexOf(digest)));
  const isOwn = ({ digest }: DeviceToken) => ownerOf.get(hexOf(digest)) === userId;
  return {
    own: good.find(isOwn) ?? null,
    others: good.filter((one) => !isOwn(one)).map(({ text }) => text),
  };
}
