import type { Reason } from '../../core/errors.js';
import { eventActorOf } from '../../core/event-actor.js';
import { isUuid } from '../../core/uuid.js';
import { type Actor, OPERATOR, type RequestMeta } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { OnForbidden } from '../../platform/graphql/admin-only.js';

/** Limits the recorded refusals per user and service key, so that repeated attempts cannot fill the disk (AU-4). */
export interface RefusalLimit {
  allows(rule: 'refusedAdministration', subject: string): Promise<boolean>;
}

/** Records refused attempts to administer users (AD-5). */
export class RefusedAttempts {
  constructor(private readonly deps: { audit: AuditTrail; limit: RefusalLimit }) {}

  /**
   * For users who are not administrators, and services without the scope. Records the operation and its
   * target, never free text.
   */
  readonly forbidden: OnForbidden = (principal, { operation, args, requestMeta, because }) =>
    this.record(principal, operation, targetIn(args), requestMeta, because);

  async record(
    actor: Actor,
    operation: string,
    target: unknown,
    requestMeta: RequestMeta,
    because: Reason | null = null,
  ): Promise<void> {
    const { actorId, sessionId, serviceKeyId } = eventActorOf(actor);
    const subject = actorId ?? serviceKeyId ?? OPERATOR;
    if (!(await this.deps.limit.allows('refusedAdministration', subject))) return;
    await this.deps.audit.record({
      type: 'administration_refused',
      userId: actorId,
      sessionId,
      serviceKeyId,
      operation,
      targetId: isUuid(target) ? target : null,
      because,
      requestMeta,
    });
  }
}

function targetIn({ id, input }: Readonly<Record<string, unknown>>): unknown {
  const { userId, serviceKeyId } = (input ?? {}) as { userId?: unknown; serviceKeyId?: unknown };
  return id ?? userId ?? serviceKeyId;
}
