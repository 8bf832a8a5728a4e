/** What a passkey is bound to, and where it may be used. */
export interface RelyingParty {
  /** The RP ID: a domain. It can never change, since every passkey is bound to it. */
  readonly id: string;
  /** The name of the service, which authenticators show. */
  readonly name: string;
  /** The exact origins of pages and apps that may run ceremonies. */
  readonly origins: readonly string[];
}
