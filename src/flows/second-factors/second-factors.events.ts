import type { ConcernsAccount, ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';

export interface SecondFactorEvents {
  totp_added: ConcernsAccount & InSession;
  totp_removed: ConcernsAccount & InSession;
  passkey_added: ConcernsAccount & InSession;
  passkey_removed: ConcernsAccount & InSession;
  recovery_codes_replaced: ConcernsAccount & InSession;
  factor_removal_requested: ConcernsAccount & InSession & { readonly dueAt: Date };
  factor_removal_cancelled: ConcernsUser;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends SecondFactorEvents {}
}

export const secondFactorEvents: EventDeclarations<keyof SecondFactorEvents> = {
  totp_added: { description: 'The user added an authenticator app.', outcome: 'SUCCESS', byUser: true },
  totp_removed: { description: 'The user removed an authenticator app.', outcome: 'SUCCESS', byUser: true },
  passkey_added: { description: 'The user added a passkey.', outcome: 'SUCCESS', byUser: true },
  passkey_removed: { description: 'The user removed a passkey.', outcome: 'SUCCESS', byUser: true },
  recovery_codes_replaced: {
    description: 'The user replaced the recovery codes.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  factor_removal_requested: {
    description:
      'A user who signed in with a recovery code asked to remove a second factor. `metadata.dueAt` is the time when ' +
      'the removal takes effect, unless it is cancelled.',
    outcome: 'SUCCESS',
    byUser: true,
    suspicious: true,
    metadata: { dueAt: 'user' },
  },
  factor_removal_cancelled: {
    description:
      'The user cancelled the removal of a second factor with a mailed link. Every session of the user ended.',
    outcome: 'SUCCESS',
    byUser: true,
    suspicious: true,
  },
};
