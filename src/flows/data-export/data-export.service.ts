import type { Clock } from '../../core/clock.js';
import { Refusal } from '../../core/errors.js';
import type { Origin, Viewer } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Database } from '../../platform/database/client.js';

/** An export is one answer, which must have an end (DO-7): of what grows with each login, the newest. */
const NEWEST = 1000;

export interface DataExportDeps {
  database: Database;
  clock: Clock;
  audit: AuditTrail;
}

/**
 * Tells users all that is stored of them: no hash, no digest and no secret, of which they would learn nothing, and not
 * what administrators wrote, which may speak of others.
 */
export class DataExport {
  constructor(private readonly deps: DataExportDeps) {}

  /** @throws TOKEN_INVALID when the account has gone meanwhile */
  async of(viewer: Viewer, origin: Origin): Promise<object> {
    const { account, sessionId } = viewer;
    const userId = account.id;
    const stored = await this.#stored(userId);
    if (stored === null) throw new Refusal('TOKEN_INVALID');
    const events = await this.deps.audit.findAsUser({ userId }, NEWEST, null);
    await this.deps.audit.record({ type: 'data_exported', userId, sessionId, origin });
    return asJson({
      exportedAt: this.deps.clock.now(),
      ...stored,
      events: { newest: events, limitedTo: NEWEST },
    });
  }

  async #stored(id: string): Promise<object | null> {
    const { database } = this.deps;
    const user = await database.user.findUnique({
      where: { id },
      omit: {
        usernameKey: true,
        emailKey: true,
        credentialsEpoch: true,
        suspensionReason: true,
        // It is empty where a referral was refused, which would tell the mailbox of the referrer.
        referredById: true,
      },
      include: {
        passwordHash: { select: { changedAt: true } },
        sessions: {
          omit: { userId: true, generation: true },
          orderBy: { lastUsedAt: 'desc' },
          take: NEWEST,
        },
        devices: {
          select: { firstSeenAt: true, lastSeenAt: true },
          orderBy: { lastSeenAt: 'desc' },
          take: NEWEST,
        },
        knownDevices: { select: { givenAt: true, expiresAt: true }, orderBy: { givenAt: 'desc' } },
        oneTimeTokens: { omit: { id: true, userId: true, digest: true, previousDigest: true } },
      },
    });
    if (user === null) return null;
    const { passwordHash, sessions, devices, knownDevices, oneTimeTokens: mailedLinks, ...account } = user;
    const ledger = await database.ledgerEntry.findMany({
      where: { userId: id },
      omit: { userId: true },
      orderBy: { id: 'asc' },
    });
    const serviceKeys = await database.serviceKey.findMany({
      where: { createdById: id },
      select: { name: true, createdAt: true, lastUsedAt: true },
      orderBy: { createdAt: 'asc' },
    });
    const [balance, referralBalance] = [user.balance.toFixed(2), user.referralBalance.toFixed(2)];
    const passwordChangedAt = passwordHash?.changedAt ?? null;
    return {
      account: { ...account, balance, referralBalance, passwordChangedAt },
      sessions,
      devices,
      knownDevices,
      mailedLinks,
      ledger: ledger.map((entry) => ({ ...entry, amount: entry.amount.toFixed(2) })),
      serviceKeys,
    };
  }
}

/** Dates as ISO 8601, exact numbers as text. */
function asJson(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object;
}
