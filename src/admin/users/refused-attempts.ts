import type { Reason } from '../../core/errors.js';
import type { SessionId, UserId } from '../../core/ids.js';
import { isUuid } from '../../core/uuid.js';
import { type Actor, OPERATOR, type RequestMeta } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { OnForbidden } from '../../platform/graphql/admin-only.js';

/** Limits the recorded refusals per user, so that repeated attempts cannot fill the disk (AU-4). */
export interface RefusalLimit {
  allows(rule: 'refusedAdministration', subject: string): Promise<boolean>;
}

/** Records refused attempts to administer users (AD-5). */
export class RefusedAttempts {
  constructor(private readonly deps: { audit: AuditTrail; limit: RefusalLimit }) {}

  /** For users who are not administrators. Records the operation and its target, never free text. */
  readonly forbidden: OnForbidden = (viewer, { operation, args, requestMeta, because }) =>
    this.record(viewer, operation, targetIn(args), requestMeta, because);

  async record(
    actor: Actor,
    operation: string,
    target: unknown,
    requestMeta: RequestMeta,
    because: Reason | null = null,
  ): Promise<void> {
    const { id, sessionId } = whoIs(actor);
    if (!(await this.deps.limit.allows('refusedAdministration', id ?? OPERATOR))) return;
    await this.deps.audit.record({
      type: 'administration_refused',
      userId: id,
      sessionId,
      operation,
      targetId: isUuid(target) ? target : null,
      because,
      requestMeta,
    });
  }
}

/** The actor as an event names them. The operator has no account. */
export function whoIs(actor: Actor): { id: UserId | null; sessionId: SessionId | null } {
  return actor === OPERATOR
    ? { id: null, sessionId: null }
    : { id: actor.account.id, sessionId: actor.sessionId };
}

function targetIn({ id, input }: Readonly<Record<string, unknown>>): unknown {
  const { userId, serviceKeyId } = (input ?? {}) as { userId?: unknown; serviceKeyId?: unknown };
  return id ?? userId ?? serviceKeyId;
}
