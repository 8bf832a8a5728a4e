import type { ConcernsAccount, EventDeclarations, InSession } from '../../core/events.js';

export interface SecondFactorEvents {
  totp_added: ConcernsAccount & InSession;
  totp_removed: ConcernsAccount & InSession;
  passkey_added: ConcernsAccount & InSession;
  passkey_removed: ConcernsAccount & InSession;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends SecondFactorEvents {}
}

export const secondFactorEvents: EventDeclarations<keyof SecondFactorEvents> = {
  totp_added: { description: 'The user added an authenticator app.', outcome: 'SUCCESS', byUser: true },
  totp_removed: { description: 'The user removed an authenticator app.', outcome: 'SUCCESS', byUser: true },
  passkey_added: { description: 'The user added a passkey.', outcome: 'SUCCESS', byUser: true },
  passkey_removed: { description: 'The user removed a passkey.', outcome: 'SUCCESS', byUser: true },
};
