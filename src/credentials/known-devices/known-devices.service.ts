import { guessKey, matching } from '../../accounts/users/identifier.js';
import type { Clock } from '../../core/clock.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken } from '../../core/secret-token.js';
import type { UserChange } from '../../core/user-change.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import { type Database, Prisma, type Transaction } from '../../platform/database/client.js';
import {
  type DeviceToken,
  KNOWN_DEVICE_LIFE,
  type SignInTarget,
} from '../../platform/graphql/sign-in-target.js';
import { readDeviceTokens } from './device-tokens.js';

/** The token that a sign-in gives to its device. */
export interface GivenDevice {
  readonly token: string;
  readonly digest: Uint8Array<ArrayBuffer>;
}

/** An account has at most so many known devices: the one that signed in longest ago is forgotten first. */
const MOST_DEVICES = 10;
/** The changes after which a stranger may hold a token. A change of password or email is made by the owner, signed in. */
const ENDING: ReadonlySet<UserChange> = new Set<UserChange>(['password reset', 'suspended', 'deleted']);

/**
 * Devices that an account has been signed in on. Each holds a random token, of which the digest is stored. A known device
 * has a budget of wrong passwords that no stranger can use up, so nobody can keep a user from signing in there.
 * A token opens nothing: a sign-in on a known device needs the password too.
 */
export class KnownDevices implements UserTable {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /**
   * Finds the account that somebody wants to sign in to, and whether it knows the device. One statement with the same
   * work whether the account, the tokens, both or neither exist, so its time reveals none of it.
   */
  async findSignInTarget(usernameOrEmail: string, deviceTokens: string | null): Promise<SignInTarget> {
    const shown = readDeviceTokens(deviceTokens);
    const [found] = await this.deps.database.rows<{ userId: string | null; known: string[] | null }>`
      SELECT (SELECT u.id FROM users u WHERE ${matching(usernameOrEmail)}) AS "userId",
             (SELECT array_agg(${OWNED}) ${this.#among(shown)}) AS known`;
    const userId = found?.userId ?? null;
    const { own, others } = sorted(shown, found?.known ?? [], userId);
    return { userId, guessKey: guessKey(usernameOrEmail, userId), device: own, others };
  }

  /** The tokens among these by which accounts know the device. */
  async findGood(deviceTokens: string | null): Promise<string[]> {
    const shown = readDeviceTokens(deviceTokens);
    if (shown.length === 0) return [];
    const rows = await this.deps.database.$queryRaw<{ owned: string }[]>`
      SELECT ${OWNED} AS owned ${this.#among(shown)}`;
    return sorted(
      shown,
      rows.map(({ owned }) => owned),
      null,
    ).others;
  }

  /** The token that a sign-in gives: the one that the account knows the device by, or a new one. */
  next({ device }: Pick<SignInTarget, 'device'>): GivenDevice {
    const { text, digest } = device ?? issueSecretToken(this.deps.randomness);
    return { token: text, digest };
  }

  /** Gives a new token to the device of a user whose row the caller has locked, or made. */
  async give(tx: Transaction, userId: string): Promise<string> {
    const given = this.next({ device: null });
    await tx.$executeRaw(this.giving(given, Prisma.sql`FROM (SELECT ${userId}::uuid AS id) u`));
    return given.token;
  }

  /**
   * The giving, for a statement that goes on with it.
   * @param from what yields the user as `u`
   */
  giving({ digest }: GivenDevice, from: Prisma.Sql): Prisma.Sql {
    const now = this.deps.clock.now();
    return Prisma.sql`
      INSERT INTO known_devices AS k (digest, user_id, given_at, expires_at)
      SELECT ${digest}::bytea, u.id, ${now}::timestamp, ${KNOWN_DEVICE_LIFE.after(now)}::timestamp ${from}
      ON CONFLICT (digest) DO UPDATE SET given_at = EXCLUDED.given_at, expires_at = EXCLUDED.expires_at
        WHERE k.user_id = EXCLUDED.user_id`;
  }

  /**
   * Forgets the devices beyond the most that an account has. A statement of its own, after the sign-in: only so does it
   * see what other sign-ins have given at the same time. The last of them sees every device, so no more remain.
   */
  async forgetOldest(userId: string): Promise<void> {
    await this.deps.database.rows`
      DELETE FROM known_devices WHERE digest IN (
        SELECT digest FROM known_devices WHERE user_id = ${userId}::uuid
        ORDER BY expires_at DESC, digest OFFSET ${MOST_DEVICES})`;
  }

  async clearTokens(tx: Transaction, userId: string, because: UserChange): Promise<void> {
    if (ENDING.has(because)) await tx.knownDevice.deleteMany({ where: { userId } });
  }

  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`
      DELETE FROM known_devices WHERE digest IN (
        SELECT digest FROM known_devices WHERE expires_at <= ${now} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  /** As one array: the statement is the same for any number of tokens. */
  #among(tokens: readonly DeviceToken[]): Prisma.Sql {
    return Prisma.sql`
      FROM known_devices k
      WHERE k.digest IN (SELECT decode(hex, 'hex') FROM unnest(${tokens.map(({ digest }) => hexOf(digest))}::text[]) hex)
        AND k.expires_at > ${this.deps.clock.now()}`;
  }

  async exportOf(userId: string): Promise<object> {
    const knownDevices = await this.deps.database.knownDevice.findMany({
      where: { userId },
      select: { givenAt: true, expiresAt: true },
      orderBy: { givenAt: 'desc' },
    });
    return { knownDevices };
  }

  async forget(tx: Transaction, userId: string): Promise<void> {
    await tx.knownDevice.deleteMany({ where: { userId } });
  }
}

/** What tells whose token it is, in one text. */
const OWNED = Prisma.sql`k.user_id::text || ' ' || encode(k.digest, 'hex')`;

function sorted(shown: readonly DeviceToken[], known: readonly string[], userId: string | null) {
  const ownerOf = new Map(known.map((owned) => owned.split(' ').reverse() as [hex: string, owner: string]));
  const good = shown.filter(({ digest }) => ownerOf.has(hexOf(digest)));
  const isOwn = ({ digest }: DeviceToken) => ownerOf.get(hexOf(digest)) === userId;
  return {
    own: good.find(isOwn) ?? null,
    others: good.filter((one) => !isOwn(one)).map(({ text }) => text),
  };
}

function hexOf(digest: Uint8Array): string {
  return Buffer.from(digest).toString('hex');
}
