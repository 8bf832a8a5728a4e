import type { AccessTokenClaims } from './access-token-claims.js';
import { type Now, systemNow } from './clock.js';
import { type Freshness, isFresh, requireMeaningful } from './freshness.js';
import { TokenError } from './token-error.js';

/**
 * The caller of a request. A caller with an invalid token is anonymous, and `refusal` tells it apart from a
 * missing token.
 */
export class Caller {
  private constructor(
    private readonly shown: AccessTokenClaims | TokenError,
    private readonly now: Now = systemNow,
  ) {}

  static of(claims: AccessTokenClaims, now: Now): Caller {
    return new Caller(claims, now);
  }

  static refused(refusal: TokenError): Caller {
    return new Caller(refusal);
  }

  /** The claims of the caller's token; null for an anonymous caller. */
  get claims(): AccessTokenClaims | null {
    return this.shown instanceof TokenError ? null : this.shown;
  }

  /**
   * Why the caller is anonymous: `UNAUTHENTICATED` if there is no token. Null for an authenticated caller.
   */
  get refusal(): TokenError | null {
    return this.shown instanceof TokenError ? this.shown : null;
  }

  /** @throws TokenError if the caller is anonymous */
  require(): AccessTokenClaims {
    if (this.shown instanceof TokenError) throw this.shown;
    return this.shown;
  }

  /**
   * Compares the role for equality: roles have no order, so an unknown role has no rights.
   * @throws TokenError if the caller is anonymous; with FORBIDDEN if the caller has another role
   */
  requireRole(role: string): AccessTokenClaims {
    const claims = this.require();
    if (claims.role !== role) throw new TokenError('FORBIDDEN');
    return claims;
  }
  /**
   * Requires that the user proved lately, or strongly enough, who they are, before something that a stolen session alone
   * must not allow. A client that gets STEP_UP_REQUIRED asks the user for the proof, refreshes and tries again.
   * @throws TokenError if the caller is anonymous; with STEP_UP_REQUIRED if the proof is too old or too weak
   */
  requireFresh(freshness: Freshness): AccessTokenClaims {
    requireMeaningful(freshness);
    const claims = this.require();
    const now = Math.floor(this.now().getTime() / 1000);
    if (!isFresh(claims, freshness, now)) throw TokenError.stepUp(freshness);
    return claims;
  }
}
