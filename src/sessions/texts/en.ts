export const en = {
  errors: {
    TOKEN_EXPIRED: 'Token has expired',
    TOKEN_INVALID: 'Invalid token',
    TOKEN_REUSED: 'The token was already used, so its session was ended: sign in again',
  },
  answers: {
    logout: 'Logout successful',
    logoutEverywhere: 'You have been logged out everywhere',
    sessionRevoked: 'The session has been ended',
    otherSessionsRevoked: 'All other sessions have been ended',
    tokenRefreshed: 'Token refreshed successfully',
  },
} as const;

declare module '../../core/texts.js' {
  interface TextCatalogue {
    sessions: typeof en;
  }
}
