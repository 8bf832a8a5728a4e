import type { Duration } from '../../core/duration.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { KeyedHash } from '../../core/secret-box.js';
import {
  type Database,
  Prisma,
  type RawTransaction,
  type Transaction,
} from '../../platform/database/client.js';
import type { Device } from './device.js';

export interface DevicesConfig {
  /** How many accounts may be new on one device within the window, by registration or by a first sign-in. */
  readonly deviceAccountsLimit: number;
  readonly deviceAccountsWindow: Duration;
  /** Whether the service only reports a registration above the limit, or refuses it. */
  readonly deviceAccountsPolicy: 'tell' | 'refuse';
}

/** A device with more accounts than the limit allows. */
export interface SharedDevice {
  /** With the account that is being registered; at most `COUNTED`. */
  readonly accounts: number;
  readonly refused: boolean;
  /** Seconds until the limit allows another account. */
  readonly retryAfter: number;
}

/** The largest count. An attacker with more accounts cannot make the query slower. */
const COUNTED = 10_000;
/** An export is a single response, so its size has a maximum (DO-7). */
const MOST_EXPORTED = 1000;

/** Stores the devices on which users were seen, by a keyed hash of the name of the device. */
export class Devices {
  constructor(
    private readonly deps: { database: Database; fingerprints: KeyedHash },
    private readonly config: DevicesConfig,
  ) {}

  /** The digests that the table may hold for the fingerprint, newest first; empty without a fingerprint. */
  fingerprintDigests(device: Device): Uint8Array<ArrayBuffer>[] {
    if (!device.byFingerprint) return [];
    const previous = this.deps.fingerprints.previousDigest(device.name);
    return [this.deps.fingerprints.digest(device.name), ...(previous === null ? [] : [previous])];
  }

  /**
   * Records that the user was seen on this device. The caller has locked or created the user.
   * @returns whether the user has other devices, and this one is new
   */
  async note(tx: RawTransaction, userId: LockedUser, device: Device, now: Date): Promise<boolean> {
    const { fingerprints } = this.deps;
    const digest = fingerprints.digest(device.name);
    // A rotation of AUTH_SECRET cannot recompute one-way digests, so the previous digest is recognised too.
    const previous = Prisma.sql`
      FROM devices p WHERE p.user_id = ${userId}::uuid AND p.digest = ${fingerprints.previousDigest(device.name)}::bytea`;
    const [noted] = await tx.$queryRaw<{ isNew: boolean }[]>`/* devices.note */
      INSERT INTO devices AS d (user_id, digest, by_fingerprint, first_seen_at, last_seen_at)
      VALUES (${userId}::uuid, ${digest}::bytea, ${device.byFingerprint}::boolean,
              COALESCE((SELECT p.first_seen_at ${previous}), ${now}::timestamp), ${now}::timestamp)
      ON CONFLICT (user_id, digest) DO UPDATE
      SET last_seen_at = GREATEST(d.last_seen_at, EXCLUDED.last_seen_at), by_fingerprint = EXCLUDED.by_fingerprint
      RETURNING d.xmax = 0 AND EXISTS (SELECT FROM devices o WHERE o.user_id = d.user_id)
                AND NOT EXISTS (SELECT ${previous}) AS "isNew"`;
    return noted?.isNew === true;
  }

  /**
   * Whether a registration exceeds the limit of its device. If the policy refuses it, registrations on one
   * device wait for each other, so concurrent ones cannot pass the limit.
   * @returns null within the limit, and for a device without a fingerprint
   */
  async findShared(tx: Transaction, device: Device, now: Date): Promise<SharedDevice | null> {
    const [digest, previous] = this.fingerprintDigests(device);
    if (digest === undefined) return null;
    const { deviceAccountsLimit: limit, deviceAccountsWindow: window, deviceAccountsPolicy } = this.config;
    const refused = deviceAccountsPolicy === 'refuse';
    if (refused)
      await tx.$executeRaw`/* devices.lockShared */ SELECT pg_advisory_xact_lock(${Buffer.from(digest).readBigInt64BE()}::bigint)`;
    const ofDevice = previous
      ? Prisma.sql`digest IN (${digest}::bytea, ${previous}::bytea)`
      : Prisma.sql`digest = ${digest}::bytea`;
    const [seen] = await tx.$queryRaw<{ accounts: number; leaving: Date | null }[]>`/* devices.findShared */
      SELECT count(*)::int AS accounts, (array_agg(d.first_seen_at ORDER BY d.first_seen_at DESC))[${limit}::int] AS leaving
      FROM (SELECT DISTINCT user_id, first_seen_at FROM (
        SELECT user_id, first_seen_at FROM devices WHERE ${ofDevice}
          AND first_seen_at > ${window.before(now)}::timestamp ORDER BY first_seen_at DESC LIMIT ${COUNTED}) r) d`;
    if (!seen?.leaving) return null;
    const left = (window.after(seen.leaving).getTime() - now.getTime()) / 1000;
    return {
      accounts: Math.min(seen.accounts + 1, COUNTED),
      refused,
      retryAfter: Math.max(1, Math.ceil(left)),
    };
  }

  async exportOf(userId: UserId): Promise<object> {
    const devices = await this.deps.database.device.findMany({
      where: { userId },
      select: { firstSeenAt: true, lastSeenAt: true },
      orderBy: { lastSeenAt: 'desc' },
      take: MOST_EXPORTED,
    });
    return { devices };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.device.deleteMany({ where: { userId } });
  }
}
