import type { ConcernsAccount, ConcernsUser, EventDeclarations, InSession } from '../core/events.js';

export interface SessionEvents {
  logged_out: ConcernsUser & InSession;
  logged_out_everywhere: ConcernsUser;
  session_revoked: ConcernsUser & InSession;
  other_sessions_revoked: ConcernsUser;
  refresh_recovered: ConcernsUser & InSession;
  refresh_token_reused: ConcernsAccount & InSession;
}

declare module '../core/events.js' {
  interface EventCatalogue extends SessionEvents {}
}

export const sessionEvents: EventDeclarations<keyof SessionEvents> = {
  logged_out: { description: 'The user signed out of a session.', outcome: 'SUCCESS', byUser: true },
  logged_out_everywhere: {
    description: 'The user ended every session of the account.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  session_revoked: {
    description: 'The user ended a session from another one.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  other_sessions_revoked: {
    description: 'The user ended every session but the current one.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  refresh_recovered: {
    description:
      'The answer to a refresh was lost, and the client refreshed the session again with the previous token.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  refresh_token_reused: {
    description:
      'An old refresh token, or one from an answer that was treated as lost, was used again. Two parties hold it and one of them may be a thief, so the session was ended.',
    outcome: 'FAILURE',
    byUser: false,
    suspicious: true,
  },
};
