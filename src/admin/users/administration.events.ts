import type { ConcernsAccount, EventDeclarations, MayConcernUser } from '../../core/events.js';
import type { SessionId, UserId } from '../../core/ids.js';
import type { Role } from '../../core/viewer.js';

/** A decision about a user by an administrator, or by the operator, who has no account. */
interface ByAdministrator extends ConcernsAccount {
  readonly actorId: UserId | null;
  readonly sessionId: SessionId | null;
  /** Free text of the administrator. It may contain anything, so only administrators can read it. */
  readonly reason: string | null;
}

export interface AdministrationEvents {
  user_suspended: ByAdministrator & { readonly until: Date | null };
  user_reinstated: ByAdministrator;
  user_role_changed: ByAdministrator & { readonly role: Role };
  user_sessions_revoked: ByAdministrator;
  balance_adjusted: ByAdministrator & { readonly change: string };
  administration_refused: MayConcernUser & { readonly sessionId: SessionId | null; readonly attempt: string };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends AdministrationEvents {}
}

export const administrationEvents: EventDeclarations<keyof AdministrationEvents> = {
  user_suspended: {
    description:
      'An administrator suspended the user; `detail` has the end of the suspension, if it has one.',
    outcome: 'SUCCESS',
    byUser: false,
    detail: ({ until }) => (until === null ? null : `until ${until.toISOString()}`),
  },
  user_reinstated: {
    description: 'An administrator ended the suspension of the user.',
    outcome: 'SUCCESS',
    byUser: false,
  },
  user_role_changed: {
    description: 'An administrator gave the user the role that `detail` names.',
    outcome: 'SUCCESS',
    byUser: false,
    detail: ({ role }) => role,
  },
  user_sessions_revoked: {
    description: 'An administrator ended every session of the user.',
    outcome: 'SUCCESS',
    byUser: false,
  },
  balance_adjusted: {
    description: 'An administrator adjusted a balance of the user; `detail` has the balance and the amount.',
    outcome: 'SUCCESS',
    byUser: false,
    detail: ({ change }) => change,
  },
  administration_refused: {
    description:
      'A user tried an operation that is reserved for administrators, or one that administrators may not do, and was refused; `detail` names it. ' +
      'At most ten of these events are recorded per user and hour.',
    outcome: 'FAILURE',
    byUser: true,
    suspicious: true,
    detail: ({ attempt }) => attempt,
  },
};
