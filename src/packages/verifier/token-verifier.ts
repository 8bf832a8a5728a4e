import { compactVerify, decodeProtectedHeader, type ProtectedHeaderParameters } from 'jose';
import { type AccessTokenClaims, readClaims } from './access-token-claims.js';
import { Caller } from './caller.js';
import { type Now, systemNow } from './clock.js';
import type { PublicKey } from './key-set.js';
import { PublicKeys } from './public-keys.js';
import { TokenError } from './token-error.js';
import { trustedUrl } from './trusted-url.js';

export interface TokenVerifierOptions {
  /** The `PUBLIC_URL` of the service. */
  readonly issuer: string;
  /** The audience that a token must have. Default: the issuer. */
  readonly audience?: string;
  /**
   * The address of the keys, for example inside your network. Default: `/.well-known/jwks.json` of the
   * issuer.
   */
  readonly jwksUrl?: string;
  /** Allows http to other machines. A man in the middle can then forge any token. */
  readonly allowHttp?: boolean;
  /** The current time. Default: the clock of the system. */
  readonly now?: Now;
}

export interface TokenVerifier {
  /**
   * @throws TokenError with TOKEN_EXPIRED, TOKEN_INVALID, or SERVICE_UNAVAILABLE if the keys cannot be
   * fetched
   */
  verify(token: string): Promise<AccessTokenClaims>;
  /** Identifies the caller from the `Authorization` header of a request. It rejects no request. */
  identify(authorization: string | null | undefined): Promise<Caller>;
}

/** RFC 8725 §2.1 asks for a limit before parsing. A token has fewer than 700 characters. */
const MAX_LENGTH = 4096;
/** RFC 7515 §7.1. Decoding libraries accept padding and white space, and the service does not. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** RFC 8259 §8.1: JSON has no byte order mark. The service rejects a token with one. */
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true });
/** RFC 8725 §3.11: accepts only access tokens, and only this spelling. */
const TYPE = 'at+jwt';

/**
 * Makes a verifier that checks access tokens offline. It makes every check of the service except one: only
 * the service knows whether the session still exists.
 * @throws TypeError if an address is invalid or cannot be trusted
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { allowHttp = false, now = systemNow } = options;
  const issuerUrl = trustedUrl('issuer', options.issuer, allowHttp);
  if (issuerUrl.search !== '') throw new TypeError('issuer must have no query');
  // Without the last slash, as the service writes its issuer.
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
    if (claims === null) throw new TokenError('TOKEN_INVALID');
    if (claims.exp <= now) throw new TokenError('TOKEN_EXPIRED');
    return claims;
  }

  async identify(authorization: string | null | undefined): Promise<Caller> {
    // RFC 6750 §2.1. Everything after the scheme is the token, even if it is malformed.
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return Caller.refused(new TokenError('UNAUTHENTICATED'));
    try {
      return Caller.of(await this.verify(token), this.deps.now);
    } catch (error) {
      if (error instanceof TokenError) return Caller.refused(error);
      throw error;
    }
  }

  async #openSigned(token: string): Promise<unknown> {
    const { key, algorithm } = await this.#keyFor(token);
    try {
      const { payload } = await compactVerify(token, key, { algorithms: [algorithm] });
      return JSON.parse(TEXT.decode(payload));
    } catch {
      throw new TokenError('TOKEN_INVALID');
    }
  }

  /**
   * The header never chooses a trusted key (RFC 8725 §3.1, §3.10). `kid` selects one of the published keys,
   * and that key determines the algorithm. `jku`, `x5u` and `jwk` are not read.
   */
  async #keyFor(token: string): Promise<PublicKey> {
    const header = headerOf(token);
    const isOurs = header?.typ === TYPE && header.crit === undefined && typeof header.kid === 'string';
    const key = isOurs ? await this.deps.keys.find(header.kid as string) : undefined;
    if (key === undefined || header?.alg !== key.algorithm) throw new TokenError('TOKEN_INVALID');
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
