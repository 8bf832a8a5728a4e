import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RefreshCookie } from '../graphql/context.js';
import { readCookie, sendCookie } from './cookies.js';
import type { AllowsOrigin } from './origins.js';
import type { Refuse } from './transport-errors.js';

/**
 * The request header for cookie mode: the refresh token is kept in a cookie that no script can read (RT-8).
 */
export const REFRESH_COOKIE_MODE = 'latchkey-refresh-token';

/**
 * With this prefix, browsers refuse the cookie without `Secure`, with a `Domain`, or for another path (HH-1).
 */
const NAME = '__Host-latchkey-refresh';
/** `Secure` applies on http too. Browsers make an exception for localhost, and no other host needs one. */
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

/**
 * Whether an application renders a page for a navigation without `Origin` and forwards its `Sec-Fetch-Site`:
 * `same-origin` for a link on our own page, `none` for the user. An attacker's page cannot send such a
 * request: pages cannot set this header, and browsers send `Origin` with every POST (decision 35).
 */
function isOwnNavigation({ headers }: FastifyRequest): boolean {
  return headers.origin === undefined && /^(?:same-origin|none)$/.test(String(headers['sec-fetch-site']));
}

/**
 * Refuses cookie mode for origins that are not allowed, before anything else runs. Otherwise an attacker's
 * page could sign its visitors in to the attacker's account (login CSRF).
 */
export function guardRefreshCookie(scope: FastifyInstance, isAllowed: AllowsOrigin, refuse: Refuse): void {
  scope.addHook('onRequest', async (request, reply) => {
    const mode = request.headers[REFRESH_COOKIE_MODE];
    if (mode === undefined) return;
    if (mode !== 'cookie') return refuse(request, reply, 400);
    if (!isAllowed(request.headers.origin) && !isOwnNavigation(request)) return refuse(request, reply, 403);
  });
}

/** The refresh cookie of one request. For an origin that is not allowed, the cookie counts as absent. */
export class RequestRefreshCookie implements RefreshCookie {
  readonly wanted: boolean;
  readonly token: string | null;
  readonly tokenToRefresh: string | null;
  readonly #reply: FastifyReply;

  constructor(request: FastifyRequest, reply: FastifyReply, isAllowed: AllowsOrigin) {
    this.#reply = reply;
    this.wanted = request.headers[REFRESH_COOKIE_MODE] === 'cookie';
    this.token = isAllowed(request.headers.origin) ? readCookie(request.headers.cookie, NAME) : null;
    // A navigation can only refresh. Following a link must not sign a user out.
    this.tokenToRefresh = isOwnNavigation(request) ? readCookie(request.headers.cookie, NAME) : this.token;
  }

  keep(token: string, seconds: number): void {
    sendCookie(this.#reply, NAME, token, { ...ATTRIBUTES, maxAge: seconds });
  }

  clear(): void {
    sendCookie(this.#reply, NAME, '', { ...ATTRIBUTES, maxAge: 0 });
  }
}
