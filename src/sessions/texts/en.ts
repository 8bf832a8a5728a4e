export const en = {
  errors: {
    TOKEN_EXPIRED: 'Token has expired',
    TOKEN_INVALID: 'Invalid token',
    TOKEN_REUSED: 'Token was already used, its session has been ended',
  },
  answers: {
    logout: 'Logout successful',
    logoutEverywhere: 'You have been logged out everywhere',
    sessionRevoked: 'The session has been ended',
    otherSessionsRevoked: 'All other sessions have been ended',
  },
} as const;

declare module '../../core/texts.js' {
  interface TextCatalogue {
    sessions: typeof en;
  }
}
