import type { LedgerAccount } from '../../core/amount.js';
import type { Reason } from '../../core/errors.js';
import type { EventActor } from '../../core/event-actor.js';
import type { ConcernsAccount, EventDeclarations, MayConcernUser } from '../../core/events.js';
import type { SessionId } from '../../core/ids.js';
import type { Role } from '../../core/viewer.js';

/** A decision about a user by an administrator, a service or the operator. */
interface ByAdministrator extends ConcernsAccount, EventActor {
  /** Free text of the administrator. It may contain anything, so only administrators can read it. */
  readonly reason: string | null;
}

export interface AdministrationEvents {
  user_suspended: ByAdministrator & { readonly until: Date | null };
  user_reinstated: ByAdministrator;
  user_role_changed: ByAdministrator & { readonly role: Role };
  user_sessions_revoked: ByAdministrator;
  second_factors_reset: ByAdministrator;
  balance_adjusted: ByAdministrator & { readonly balance: LedgerAccount; readonly amount: string };
  administration_refused: MayConcernUser & {
    readonly sessionId: SessionId | null;
    readonly serviceKeyId: string | null;
    readonly operation: string;
    /** The id in the arguments; null if there is none. */
    readonly targetId: string | null;
    /** Null if the user is no administrator, or if no scope opens the operation. */
    readonly because: Reason | null;
  };
}

declare module '../../core/events.js' {
  interface EventCatalogue extends AdministrationEvents {}
}

export const administrationEvents: EventDeclarations<keyof AdministrationEvents> = {
  user_suspended: {
    description:
      'An administrator suspended the user; `metadata.until` is the end of the suspension, or null.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { until: 'user' },
  },
  user_reinstated: {
    description: 'An administrator ended the suspension of the user.',
    outcome: 'SUCCESS',
    byUser: false,
  },
  user_role_changed: {
    description: 'An administrator gave the user the role in `metadata.role`.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { role: 'user' },
  },
  user_sessions_revoked: {
    description: 'An administrator ended every session of the user.',
    outcome: 'SUCCESS',
    byUser: false,
  },
  second_factors_reset: {
    description:
      'An administrator or the operator removed every second factor, recovery code and trusted device of the user.',
    outcome: 'SUCCESS',
    byUser: false,
  },
  balance_adjusted: {
    description:
      'An administrator adjusted a balance of the user; `metadata` has the `balance` and the `amount`.',
    outcome: 'SUCCESS',
    byUser: false,
    metadata: { balance: 'user', amount: 'user' },
  },
  administration_refused: {
    description:
      'A user tried an operation that is reserved for administrators, an administrator one that they may not do, ' +
      'or a service one that its key does not allow, and was refused; `metadata` has the ' +
      '`operation`, the `targetId`, and the `because` of `FORBIDDEN`. ' +
      'At most ten of these events are recorded per hour and user or service key.',
    outcome: 'FAILURE',
    byUser: true,
    suspicious: true,
    metadata: { operation: 'user', targetId: 'user', because: 'user' },
  },
};
