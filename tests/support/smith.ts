import {
  claimsOf,
  forge,
  forgeHmac,
  headerOf,
  type Json,
  type OwnKey,
  type OwnRefreshKey,
} from './forgery.js';

/** What there is to forge with: far more than a forger has, since most of these are signed with the real key. */
export interface Ground {
  readonly own: OwnKey;
  /** The key of refresh tokens. */
  readonly refreshKey: OwnRefreshKey;
  /** The key as the service publishes it. */
  readonly published: object;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** An address where a token says that its key is. */
  readonly lure: string;
  readonly now: () => Date;
}

/** Tokens by what is wrong with each. */
export type Tokens = Readonly<Record<string, string>>;

/** Makes tokens that differ from a good one in one thing. */
export class Smith {
  readonly header: Json;
  readonly claims: Json;
  readonly issuer: string;

  constructor(readonly ground: Ground) {
    this.header = headerOf(ground.accessToken);
    this.claims = claimsOf(ground.accessToken);
    this.issuer = String(this.claims['iss']);
  }

  get now(): number {
    return Math.floor(this.ground.now().getTime() / 1000);
  }

  /** Signed with the real key, whatever it says. */
  signed(header: unknown, payload: unknown, hash?: string): string {
    return forge(this.ground.own.privateKey, header, payload, hash);
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
export type Forgeries = Readonly<Record<string, (smith: Smith) => Tokens | Promise<Tokens>>>;

/** One token for each value, by how it is written. */
export function named(values: readonly unknown[], tokenOf: (value: unknown) => string): Tokens {
  return Object.fromEntries(values.map((value) => [JSON.stringify(value), tokenOf(value)]));
}
