import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { AuthError } from '../../core/errors.js';
import { hasScope, type ServiceActor, type ServiceKeyScope } from '../../core/service-actor.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { type Database, Prisma } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import type { ForbiddenAttempt, OnForbidden } from '../../platform/graphql/admin-only.js';
import { readServiceKey } from './service-key.js';

/**
 * Counts unknown and revoked keys. A valid key is never counted, so an attacker at the same address cannot
 * lock it out (RL-6).
 */
export interface RefusalLimit {
  begin(operation: 'introspectToken', who: { requestMeta: RequestMeta; subject: null }): Promise<unknown>;
}

export interface ServiceAuthenticationDeps {
  database: Database;
  clock: Clock;
  audit: Pick<AuditTrail, 'record'>;
  limits: RefusalLimit;
  forbidden: OnForbidden;
}

/**
 * The precision of the last use. A write at every request would make concurrent requests wait for each other.
 */
const NOTED_EVERY = Duration.minutes(1);

const KEY = columnsOf('ServiceKey', 'service_key', ['id', 'scopes']);

/** Recognises services by their keys. */
export class ServiceAuthentication {
  constructor(private readonly deps: ServiceAuthenticationDeps) {}

  /**
   * Finds the service that sent a key. It asks the database at every request, so a revocation takes effect at
   * the next one, on every instance.
   * @throws TOKEN_INVALID for an unknown or revoked key; RATE_LIMITED
   */
  async identify(text: string, requestMeta: RequestMeta): Promise<ServiceActor> {
    const key = this.using(text);
    if (key === null) return this.refuse(requestMeta);
    const [row] = await this.deps.database.rows<RowOf<typeof KEY>>`/* service-authentication.identify */
      WITH ${key} SELECT ${KEY} FROM service_key`;
    if (row === undefined) return this.refuse(requestMeta);
    return serviceOf(row);
  }

  /**
   * Returns SQL for a statement that answers a service. It yields the id and the scopes of the key as
   * `service_key`, or nothing for an unknown or revoked key, and notes the use. One statement reads key and
   * answer, so a revocation takes effect at once.
   * @returns null for a text that cannot be a key
   */
  using(text: string): Prisma.Sql | null {
    const digest = readServiceKey(text);
    if (digest === null) return null;
    const now = this.deps.clock.now();
    return Prisma.sql`
      service_key AS (SELECT id, scopes FROM service_keys WHERE digest = ${digest}),
      noted AS (
        UPDATE service_keys SET last_used_at = ${now}
        WHERE id = (SELECT id FROM service_key)
          AND (last_used_at IS NULL OR last_used_at <= ${NOTED_EVERY.before(now)}))`;
  }

  /**
   * Rejects an unknown or revoked key. Beyond the limit of the client's address, only the reached limit is
   * recorded, so an attacker cannot fill the audit log (AU-4).
   * @throws TOKEN_INVALID, RATE_LIMITED
   */
  async refuse(requestMeta: RequestMeta): Promise<never> {
    await this.deps.limits.begin('introspectToken', { requestMeta, subject: null });
    await this.deps.audit.record({ type: 'service_key_refused', requestMeta });
    throw new AuthError('TOKEN_INVALID');
  }

  /**
   * For an operation whose own statement reads the key.
   * @throws FORBIDDEN if the key does not have the scope
   */
  async requireScope(
    key: RowOf<typeof KEY>,
    scope: ServiceKeyScope,
    attempt: ForbiddenAttempt,
  ): Promise<void> {
    const service = serviceOf(key);
    if (hasScope(service, scope)) return;
    await this.deps.forbidden(service, { ...attempt, because: 'scopeMissing' });
    throw new AuthError('FORBIDDEN', { reason: 'scopeMissing' });
  }
}

function serviceOf({ id, scopes }: RowOf<typeof KEY>): ServiceActor {
  return { serviceKeyId: id, scopes: scopes as ServiceKeyScope[] };
}
