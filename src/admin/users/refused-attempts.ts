import { isUuid } from '../../core/uuid.js';
import { type Actor, OPERATOR, type Origin } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { OnForbidden } from '../../platform/graphql/admin-only.js';

/** Whether one more refusal of somebody is to be told: what they try again and again must not fill the disk (AU-4). */
export interface RefusalLimit {
  allows(rule: 'refusedAdministration', subject: string): Promise<boolean>;
}

/** Puts on record who tried to administer and was not let to (AD-5). */
export class RefusedAttempts {
  constructor(private readonly deps: { audit: AuditTrail; limit: RefusalLimit }) {}

  /** For whoever is no administrator at all. Their words are not kept, only what they aimed at. */
  readonly forbidden: OnForbidden = (viewer, { operation, args, origin }) =>
    this.record(viewer, operation, targetIn(args), origin);

  async record(actor: Actor, operation: string, target: unknown, origin: Origin, why = ''): Promise<void> {
    const { id, sessionId } = whoIs(actor);
    if (!(await this.deps.limit.allows('refusedAdministration', id ?? OPERATOR))) return;
    const attempt = `${operation}${isUuid(target) ? ` of ${target}` : ''}${why && `: ${why}`}`;
    await this.deps.audit.record({ type: 'administration_refused', userId: id, sessionId, attempt, origin });
  }
}

/** How an event names who acted: the operator has no account. */
export function whoIs(actor: Actor): { id: string | null; sessionId: string | null } {
  return actor === OPERATOR
    ? { id: null, sessionId: null }
    : { id: actor.account.id, sessionId: actor.sessionId };
}

function targetIn({ userId, id, input }: Readonly<Record<string, unknown>>): unknown {
  return userId ?? id ?? (input as { userId?: unknown } | undefined)?.userId;
}
