import type { AppleKey } from './apple-secret.js';

/** The members of an ID token, or of what GitHub tells about a user. The signature is verified, the content is not. */
export type Claims = Readonly<Record<string, unknown>>;

/** The kinds of providers. `openid`: any provider with OpenID Connect. */
export type ProviderKind = 'google' | 'github' | 'apple' | 'microsoft' | 'openid';

/** A provider as the operator configured it. */
export interface ProviderConfig {
  /** The name in the settings and in the address of the callback. */
  readonly id: string;
  readonly kind: ProviderKind;
  /** The name for buttons. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | AppleKey;
  readonly scopes: readonly string[];
  /** The clients whose ID tokens are accepted: this client, and apps of the same operator. */
  readonly audiences: readonly string[];
  /** Whether the provider is trusted about the addresses that it calls verified. */
  readonly trustEmail: boolean;
  /** Whether the provider is trusted to have asked for a second factor when its `amr` has `mfa`. */
  readonly trustMfa: boolean;
}

/** What a kind of provider knows about a person. */
export interface KnownPerson {
  readonly subject: unknown;
  readonly email: unknown;
  readonly emailProven: boolean;
  readonly name: unknown;
}

/** How one kind of provider differs from the others. */
export interface ProviderRules {
  /** Null if the operator must name it. */
  readonly issuer: string | null;
  readonly name: string | null;
  readonly scopes: readonly string[];
  /** Whether the operator's word decides about addresses. */
  readonly trustsEmailBySetting?: true;
  /** Further parameters of the authorization request. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** @returns the issuer under which the person is known; null if the ID token is that of another issuer */
  issuerOf(claims: Claims, config: ProviderConfig): string | null;
  personOf(claims: Claims, config: ProviderConfig): KnownPerson;
}

/** The issuer of the settings alone, compared exactly (OpenID Connect Core §3.1.3.7). */
export function exactIssuer({ iss }: Claims, { issuer }: ProviderConfig): string | null {
  return iss === issuer ? issuer : null;
}
