import { exactIssuer, type ProviderRules } from './provider.js';

/** Any provider with OpenID Connect. Whether its word about addresses counts is for the operator to say. */
export const openid: ProviderRules = {
  issuer: null,
  name: null,
  scopes: ['openid', 'email', 'profile'],
  trustsEmailBySetting: true,
  issuerOf: exactIssuer,
  personOf: ({ sub, email, email_verified, name }, { trustEmail }) => ({
    subject: sub,
    email,
    emailProven: trustEmail && email_verified === true,
    name,
  }),
};
