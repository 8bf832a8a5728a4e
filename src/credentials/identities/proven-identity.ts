import type { EmailAddress } from '../../core/email-address.js';

/** A person who has signed in at a provider, as the provider tells it. */
export interface ProvenIdentity {
  /** The name of the provider in the settings, such as `google`. */
  readonly provider: string;
  readonly issuer: string;
  /** The provider's id of the person. Together with the issuer it is the key, never the address. */
  readonly subject: string;
  readonly email: EmailAddress | null;
  /** Whether the provider vouches that the person controls the address. */
  readonly emailProven: boolean;
  /** The name to suggest for a new account. */
  readonly name: string | null;
  /** Whether the provider is trusted to have asked for a second factor, and did. */
  readonly secondFactor: boolean;
}
