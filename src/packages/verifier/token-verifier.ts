import { compactVerify, decodeProtectedHeader, type ProtectedHeaderParameters } from 'jose';
import { type AccessTokenClaims, readClaims } from './access-token-claims.js';
import { Caller } from './caller.js';
import { type Now, systemNow } from './clock.js';
import type { PublicKey } from './key-set.js';
import { PublicKeys } from './public-keys.js';
import { TokenRefusal } from './token-refusal.js';
import { trustedUrl } from './trusted-url.js';

export interface TokenVerifierOptions {
  /** The `PUBLIC_URL` of the service. */
  readonly issuer: string;
  /** Whom tokens must be for: the issuer, unless said otherwise. */
  readonly audience?: string;
  /** Where the keys are, if not under the issuer: an address inside your network, for example. */
  readonly jwksUrl?: string;
  /** Allows http beyond this machine. Whoever sits between can then forge any token. */
  readonly allowHttp?: boolean;
  /** What time it is; the system's clock, unless said otherwise. */
  readonly now?: Now;
}

export interface TokenVerifier {
  /** @throws TokenRefusal with TOKEN_EXPIRED, TOKEN_INVALID, or SERVICE_UNAVAILABLE when there are no keys to tell by */
  verify(token: string): Promise<AccessTokenClaims>;
  /** Who sends a request with this `Authorization` header. It refuses nobody. */
  identify(authorization: string | null | undefined): Promise<Caller>;
}

/** RFC 8725 §2.1 asks for a bound before anything is parsed; a token has below 700 characters. */
const MAX_LENGTH = 4096;
/** RFC 7515 §7.1: the libraries that decode it pass over padding and white space, which the service does not. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** A byte order mark is no part of JSON (RFC 8259 §8.1), and to the service it is no token. */
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true });
/** RFC 8725 §3.11: an access token and nothing else, in this spelling alone. */
const TYPE = 'at+jwt';

/**
 * Verifies access tokens offline, by every check that the service itself makes but one: whether the session still
 * lives, only the service knows.
 * @throws TypeError when an address is none, or not to be trusted
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { allowHttp = false, now = systemNow } = options;
  const issuerUrl = trustedUrl('issuer', options.issuer, allowHttp);
  if (issuerUrl.search !== '') throw new TypeError('issuer must have no query');
  // As the service itself writes it: without the last slash.
  const issuer = issuerUrl.href.replace(/\/+$/, '');
  const audience = options.audience ?? issuer;
  const jwksUrl = trustedUrl('jwksUrl', options.jwksUrl ?? `${issuer}/.well-known/jwks.json`, allowHttp);
  return new JwksVerifier({ keys: new PublicKeys(jwksUrl, now), now }, { issuer, audience });
}

class JwksVerifier implements TokenVerifier {
  constructor(
    private readonly deps: { keys: PublicKeys; now: Now },
    private readonly expected: { issuer: string; audience: string },
  ) {}

  async verify(token: string): Promise<AccessTokenClaims> {
    const payload = await this.#openSigned(token);
    const now = Math.floor(this.deps.now().getTime() / 1000);
    const claims = readClaims(payload, this.expected, now);
    if (claims === null) throw new TokenRefusal('TOKEN_INVALID');
    if (claims.exp <= now) throw new TokenRefusal('TOKEN_EXPIRED');
    return claims;
  }

  async identify(authorization: string | null | undefined): Promise<Caller> {
    // RFC 6750 §2.1. Whatever follows the scheme is the token, however malformed.
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return Caller.refused(new TokenRefusal('UNAUTHENTICATED'));
    try {
      return Caller.of(await this.verify(token));
    } catch (error) {
      if (error instanceof TokenRefusal) return Caller.refused(error);
      throw error;
    }
  }

  async #openSigned(token: string): Promise<unknown> {
    const { key, algorithm } = await this.#keyFor(token);
    try {
      const { payload } = await compactVerify(token, key, { algorithms: [algorithm] });
      return JSON.parse(TEXT.decode(payload));
    } catch {
      throw new TokenRefusal('TOKEN_INVALID');
    }
  }

  /**
   * Nothing in the header chooses trust (RFC 8725 §3.1, §3.10): `kid` names one of the published keys, which names its
   * algorithm. No `jku`, `x5u` or `jwk` is even read.
   */
  async #keyFor(token: string): Promise<PublicKey> {
    const header = headerOf(token);
    const isOurs = header?.typ === TYPE && header.crit === undefined && typeof header.kid === 'string';
    const key = isOurs ? await this.deps.keys.find(header.kid as string) : undefined;
    if (key === undefined || header?.alg !== key.algorithm) throw new TokenRefusal('TOKEN_INVALID');
    return key;
  }
}

function headerOf(token: unknown): ProtectedHeaderParameters | null {
  if (typeof token !== 'string' || token.length > MAX_LENGTH || !COMPACT.test(token)) return null;
  try {
    return decodeProtectedHeader(token);
  } catch {
    return null;
  }
}
