import type { ProviderRules } from './provider.js';

const ISSUER = 'https://accounts.google.com';

/**
 * Google once verified the address of an account with a foreign mailbox, which may belong to another person since. It
 * controls the mailboxes of gmail.com and of the domains in `hd` alone.
 */
export const google: ProviderRules = {
  issuer: ISSUER,
  name: 'Google',
  scopes: ['openid', 'email', 'profile'],
  // Old ID tokens have the issuer without its scheme.
  issuerOf: ({ iss }, { issuer }) => (iss === issuer || `https://${iss}` === ISSUER ? issuer : null),
  personOf: ({ sub, email, email_verified, hd, name }) => ({
    subject: sub,
    email,
    emailProven:
      email_verified === true &&
      typeof email === 'string' &&
      (/@gmail\.com$/i.test(email) || typeof hd === 'string'),
    name,
  }),
};
