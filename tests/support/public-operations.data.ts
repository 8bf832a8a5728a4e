/** Operations that anybody may call; each is a decision. Every other one needs a signed-in user. */
export const PUBLIC = [
  'captcha',
  'register',
  'login',
  'startPasskeySignIn',
  'signInWithPasskey',
  'completeSignUp',
  'refreshToken',
  'logout',
  'requestPasswordReset',
  'resetPassword',
  'verifyEmail',
  'confirmEmailChange',
  'passwordPolicy',
  'passwordResetLink',
  'me',
  'signInWithTotp',
  'signInWithRecoveryCode',
  'cancelFactorRemoval',
  'requestSignInCode',
  'registerWithCode',
  'signInWithCode',
  'disownRegistration',
  'signInProviders',
  'startProviderSignIn',
  'completeProviderSignIn',
  'startIdTokenSignIn',
  'signInWithIdToken',
];

/** Operations that need the key of another service, and no user. */
export const FOR_SERVICES = ['introspectToken'];
