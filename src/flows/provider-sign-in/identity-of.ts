import { displayNameOf, isDisplayName } from '../../accounts/users/display-name.js';
import { parseEmailAddress } from '../../core/email-address.js';
import type { ProvenIdentity } from '../../credentials/identities/proven-identity.js';
import type { Claims, ProviderConfig } from './provider.js';
import { ProviderFailure } from './provider-failure.js';
import { PROVIDER_RULES } from './provider-rules.js';

/** Subjects are ASCII (OpenID Connect Core §2). */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;

/**
 * What the claims of a provider prove about a person, by the rules of the provider.
 * @param issuer the issuer under which the person is known
 * @param givenName a name from elsewhere than the claims, where they have none
 * @throws ProviderFailure if they do not say who the person is
 */
export function identityOf(
  provider: ProviderConfig,
  issuer: string,
  claims: Claims,
  givenName: string | null,
): ProvenIdentity {
  const { subject, email, emailProven, name } = PROVIDER_RULES[provider.kind].personOf(claims, provider);
  if (typeof subject !== 'string' || !SUBJECT.test(subject)) throw new ProviderFailure('subject');
  const address = typeof email === 'string' ? parseEmailAddress(email) : null;
  return {
    provider: provider.id,
    issuer,
    subject,
    email: address,
    emailProven: address !== null && emailProven,
    name: nameOf(name) ?? nameOf(givenName),
    secondFactor: provider.trustMfa && Array.isArray(claims['amr']) && claims['amr'].includes('mfa'),
  };
}

function nameOf(name: unknown): string | null {
  return typeof name === 'string' && isDisplayName(name) ? displayNameOf(name) : null;
}
