import type { Duration } from '../../core/duration.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import type { KeyedHash } from '../../core/secret-box.js';
import { type Database, Prisma, type Transaction } from '../../platform/database/client.js';
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

/** A device in the form that the table stores. */
export interface StoredDevice {
  readonly digest: Uint8Array<ArrayBuffer>;
  /** A rotation of AUTH_SECRET cannot recompute one-way digests, so the previous digest is recognised too. */
  readonly previousDigest: Uint8Array<ArrayBuffer> | null;
  readonly byFingerprint: boolean;
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

  /** What the table stores of a device. */
  storedForm(device: Device): StoredDevice {
    const { fingerprints } = this.deps;
    return {
      digest: fingerprints.digest(device.name),
      previousDigest: fingerprints.previousDigest(device.name),
      byFingerprint: device.byFingerprint,
    };
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

  /** Stores the device of a user whom this transaction has created and who gets no session yet. */
  async storeFirst(tx: Transaction, userId: LockedUser, device: Device, now: Date): Promise<void> {
    const { digest, byFingerprint } = this.storedForm(device);
    await tx.device.create({ data: { userId, digest, byFingerprint, firstSeenAt: now, lastSeenAt: now } });
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
