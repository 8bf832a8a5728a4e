import { defineCapability } from '../platform/capabilities/capability.js';
import { byViewer } from '../platform/graphql/subject.js';
import { byAddress, bySubject, everything, MINUTE } from '../platform/rate-limits/rules.js';
import type { AccessTokens } from './access-token.js';
import { openSessions, type SessionsConfig } from './open-sessions.js';
import type { SessionAuthentication } from './session-authentication.service.js';
import type { SessionEndings } from './session-endings.service.js';
import type { SessionGenerations } from './session-generations.service.js';
import type { SessionLife } from './session-life.service.js';
import type { SessionOpenings } from './session-openings.js';
import type { SessionRotation } from './session-rotation.service.js';
import { sessionEvents } from './sessions.events.js';
import type { Sessions } from './sessions.service.js';

declare module '../core/services.js' {
  interface Services {
    sessions: Sessions;
    sessionOpenings: SessionOpenings;
    rotation: SessionRotation;
    endings: SessionEndings;
    accessTokens: AccessTokens;
    generations: SessionGenerations;
    sessionLife: SessionLife;
    sessionAuthentication: SessionAuthentication;
  }
}

declare module '../core/errors.js' {
  interface ErrorCatalogue {
    TOKEN_EXPIRED: { status: 401 };
    TOKEN_INVALID: { status: 401; extras: { reason?: Reason } };
    TOKEN_REUSED: { status: 401 };
  }
}

/** Access and refresh tokens; opens, refreshes and ends sessions. */
export const sessions = defineCapability({
  name: 'sessions',
  errors: {
    TOKEN_EXPIRED: {
      status: 401,
      returnedBy: 'operations with a token',
      when: 'The token has expired. If it is an access token, refresh the session and try again.',
    },
    TOKEN_INVALID: {
      status: 401,
      returnedBy: 'operations with a token',
      when: 'The token is malformed, forged, of another kind or already used, or its session has ended: sign in again. Or the service key is unknown or revoked.',
      extras: '`reason`: `deadLink` if the token of a mailed link has expired or was already used',
    },
    TOKEN_REUSED: {
      status: 401,
      when: 'An old refresh token, or one from an answer that was treated as lost, was used again. Two parties hold tokens of the session, so it was ended.',
    },
  },
  events: sessionEvents,
  keys: {},
  owns: { Session: 'sessions' },
  // Tokens are signed, so an attacker cannot guess them, and a lock must never end existing access (RL-6). So
  // the limits on refresh and logout count by address alone, far above what a client needs.
  operations: {
    refreshToken: {
      token: 'never',
      throws: [
        'UNAUTHENTICATED',
        'TOKEN_EXPIRED',
        'TOKEN_INVALID',
        'TOKEN_REUSED',
        'ACCOUNT_SUSPENDED',
        'EMAIL_NOT_VERIFIED',
      ],
      limits: byAddress(everything(1200, MINUTE)),
    },
    // Ends the session of the refresh token; without one, the session of the access token.
    logout: {
      token: 'optional',
      throws: ['TOKEN_REUSED'],
      limits: byAddress(everything(1200, MINUTE)),
    },
    revokeSession: {
      token: 'required',
      throws: ['NOT_FOUND'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    revokeOtherSessions: {
      token: 'required',
      throws: [],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
  },
  // Counts requests that `GET /session` refuses. A valid token never meets this limit.
  limits: { session: byAddress(everything(1200, MINUTE)) },
  resolvers: async () => [(await import('./sessions.resolver.js')).SessionsResolver],
  needs: ['database', 'clock', 'randomness', 'log', 'audit', 'signing', 'users', 'trustedDevices'],
  provides: [
    'sessions',
    'sessionOpenings',
    'rotation',
    'endings',
    'accessTokens',
    'generations',
    'sessionLife',
    'sessionAuthentication',
  ],
  build: ({ signing, ...deps }, config: Omit<SessionsConfig, 'issuer'> & { publicUrl: string }) => {
    const rings = { accessKeys: signing.access.keyRing, refreshKeys: signing.refresh.keyRing };
    const { usedGenerations, ...services } = openSessions(
      { ...deps, ...rings },
      { ...config, issuer: config.publicUrl },
    );
    return {
      tables: { Session: services.sessions },
      services,
      background: [{ stop: () => usedGenerations.finish() }],
    };
  },
});
