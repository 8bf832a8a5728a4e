import { isActive } from '../../accounts/users/account-row.js';
import type { Administrators } from '../../accounts/users/administrators.service.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import type { UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { ServiceKeyScope } from '../../core/service-actor.js';
import { isUuid } from '../../core/uuid.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Database, Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import type { ForbiddenAttempt, OnForbidden } from '../../platform/graphql/admin-only.js';
import { issueServiceKey } from './service-key.js';

/** A key as administrators see it in a list. It contains no secret. */
export interface ServiceKeySummary extends Omit<RowOf<typeof SUMMARY>, 'scopes'> {
  readonly scopes: ServiceKeyScope[];
  /** A key outlives the role of its creator. */
  readonly creatorIsAdministrator: boolean;
}

export interface ServiceKeysDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
  audit: AuditTrail;
  administrators: Pick<Administrators, 'keep' | 'requireMember'>;
  forbidden: OnForbidden;
}

/** What a client asks for when it creates a key. */
export interface ServiceKeyRequest {
  readonly name: string;
  /** At least one; a scope that is named twice counts once. */
  readonly scopes: readonly ServiceKeyScope[];
}

const SUMMARY = columnsOf('ServiceKey', 'k', [
  'id',
  'name',
  'scopes',
  'createdById',
  'createdAt',
  'lastUsedAt',
]);
const NAME = columnsOf('ServiceKey', 'k', ['id', 'name', 'scopes']);

/** API keys with which other services authenticate. Administrators create and revoke them. */
export class ServiceKeys {
  constructor(private readonly deps: ServiceKeysDeps) {}

  /**
   * @returns the key, which is returned only here and stored nowhere
   * @throws FORBIDDEN
   */
  async create(
    viewer: Viewer,
    { name, scopes: named }: ServiceKeyRequest,
    requestMeta: RequestMeta,
  ): Promise<{ secret: string; serviceKey: ServiceKeySummary }> {
    const { account, sessionId } = viewer;
    const { text, digest } = issueServiceKey(this.deps.randomness);
    const id = this.deps.randomness.uuid();
    const scopes = [...new Set(named)];
    const key = { id, name, scopes };
    const data = { ...key, digest, createdById: account.id, createdAt: this.deps.clock.now() };
    const attempt = { operation: 'createServiceKey', args: {}, requestMeta };
    const serviceKey = await this.#decide(viewer, attempt, async (tx, record) => {
      await record({
        type: 'service_key_created',
        userId: account.id,
        sessionId,
        key,
        requestMeta,
      });
      const select = { createdById: true, createdAt: true, lastUsedAt: true };
      const created = await tx.serviceKey.create({ data, select });
      return { ...key, ...created, creatorIsAdministrator: true };
    });
    return { secret: text, serviceKey };
  }

  /**
   * Takes effect at the next request, on every instance.
   * @throws FORBIDDEN; NOT_FOUND, also when another administrator has already revoked the key
   */
  async revoke(viewer: Viewer, id: string, requestMeta: RequestMeta): Promise<void> {
    if (!isUuid(id)) throw new AuthError('NOT_FOUND');
    const { account, sessionId } = viewer;
    await this.#decide(
      viewer,
      { operation: 'revokeServiceKey', args: { input: { serviceKeyId: id } }, requestMeta },
      async (tx, record) => {
        const [key] = await tx.$queryRaw<RowOf<typeof NAME>[]>`/* service-keys.revoke */
        DELETE FROM service_keys k WHERE k.id = ${id}::uuid RETURNING ${NAME}`;
        if (key === undefined) throw new AuthError('NOT_FOUND');
        await record({ type: 'service_key_revoked', userId: account.id, sessionId, key, requestMeta });
      },
    );
  }

  /** Lists the keys, newest first. */
  list(): Promise<ServiceKeySummary[]> {
    return this.deps.database.rows<ServiceKeySummary>`/* service-keys.list */
      SELECT ${SUMMARY}, u.id IS NOT NULL AS "creatorIsAdministrator"
      FROM service_keys k LEFT JOIN users u
        ON u.id = k.created_by_id AND u.role = 'ADMIN' AND ${isActive(this.deps.clock.now())}
      ORDER BY k.created_at DESC, k.id`;
  }

  /**
   * Checks the role again under the lock. A former administrator must not create a key after their role
   * ended, since the other administrators would not learn of it (AD-1).
   */
  async #decide<T>(
    viewer: Viewer,
    attempt: ForbiddenAttempt,
    change: (tx: Transaction, record: RecordEvent) => Promise<T>,
  ): Promise<T> {
    const { administrators, audit, clock, forbidden } = this.deps;
    try {
      return await audit.transaction(async (tx, record) => {
        await administrators.keep(tx);
        await administrators.requireMember(tx, viewer.account.id, clock.now());
        return change(tx, record);
      });
    } catch (error) {
      if (error instanceof AuthError && error.code === 'FORBIDDEN') await forbidden(viewer, attempt);
      throw error;
    }
  }

  /** Exports the keys that the user created. */
  async exportOf(userId: UserId): Promise<object> {
    const serviceKeys = await this.deps.database.serviceKey.findMany({
      where: { createdById: userId },
      select: { name: true, scopes: true, createdAt: true, lastUsedAt: true },
      orderBy: { createdAt: 'asc' },
    });
    return { serviceKeys };
  }
}
