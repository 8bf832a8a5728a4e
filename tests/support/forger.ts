import {
  claimsOf,
  forge,
  forgeHmac,
  headerOf,
  type Json,
  type OwnKey,
  type OwnRefreshKey,
} from './forgery.js';

/** Keys and tokens of a service. An attacker has fewer: most forged tokens are signed with the real key. */
export interface ForgerMaterial {
  readonly own: OwnKey;
  /** The key of refresh tokens. */
  readonly refreshKey: OwnRefreshKey;
  /** The key as the service publishes it. */
  readonly published: object;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** An address where a token says that its key is. */
  readonly honeypot: string;
  readonly now: () => Date;
}

/** Tokens by what is wrong with each. */
export type Tokens = Readonly<Record<string, string>>;

/** Makes tokens that differ from a good one in one thing. */
export class Forger {
  readonly header: Json;
  readonly claims: Json;
  readonly issuer: string;

  constructor(readonly material: ForgerMaterial) {
    this.header = headerOf(material.accessToken);
    this.claims = claimsOf(material.accessToken);
    this.issuer = String(this.claims['iss']);
  }

  get now(): number {
    return Math.floor(this.material.now().getTime() / 1000);
  }

  /** Signed with the real key, whatever it says. */
  signed(header: unknown, payload: unknown, hash?: string): string {
    return forge(this.material.own.privateKey, header, payload, hash);
  }

  withClaims(changed: Json): string {
    return this.signed(this.header, { ...this.claims, ...changed });
  }

  withHeader(changed: Json): string {
    return this.signed({ ...this.header, ...changed }, this.claims);
  }

  withHmac(changed: Json, secret: string | Buffer): string {
    return forgeHmac(secret, { ...this.header, ...changed }, this.claims);
  }
}

/** What is tried, and the tokens that try it. */
export type Forgeries = Readonly<Record<string, (forger: Forger) => Tokens | Promise<Tokens>>>;

/** One token for each value, by how it is written. */
export function named(values: readonly unknown[], tokenOf: (value: unknown) => string): Tokens {
  return Object.fromEntries(values.map((value) => [JSON.stringify(value), tokenOf(value)]));
}
