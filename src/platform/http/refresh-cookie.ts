import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RefreshCookie } from '../graphql/context.js';
import { readCookie, sendCookie } from './cookies.js';
import type { AllowsOrigin } from './origins.js';
import type { Refuse } from './transport-errors.js';

/** The header by which a browser asks that the refresh token be kept where no script can read it (RT-8). */
export const REFRESH_COOKIE_MODE = 'latchkey-refresh-token';

/** The prefix makes browsers refuse it without `Secure`, with a `Domain`, or for another path (HH-1). */
const NAME = '__Host-latchkey-refresh';
/** `Secure` holds on http as well: browsers make an exception for localhost, and nothing else should. */
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

/**
 * The request of a page that is rendered on the server: the application passes on what the browser said of its
 * navigation, which has no `Origin`. `same-origin`: a page of ours led here. `none`: the user did. Browsers let no page
 * write this header, and send an `Origin` with every POST, so no page can make a request that passes here by itself.
 */
function isOwnNavigation({ headers }: FastifyRequest): boolean {
  return headers.origin === undefined && /^(?:same-origin|none)$/.test(String(headers['sec-fetch-site']));
}

/**
 * Refuses, before anything runs, whoever asks for a cookie and may not have one: a page of another site must not
 * be able to sign its visitors in as somebody else (login CSRF).
 */
export function guardRefreshCookie(scope: FastifyInstance, isAllowed: AllowsOrigin, refuse: Refuse): void {
  scope.addHook('onRequest', async (request, reply) => {
    const mode = request.headers[REFRESH_COOKIE_MODE];
    if (mode === undefined) return;
    if (mode !== 'cookie') return refuse(request, reply, 400);
    if (!isAllowed(request.headers.origin) && !isOwnNavigation(request)) return refuse(request, reply, 403);
  });
}

/** The cookie of one request. From an origin that is not allowed it is as good as absent. */
export class RequestRefreshCookie implements RefreshCookie {
  readonly wanted: boolean;
  readonly token: string | null;
  readonly tokenToRefresh: string | null;
  readonly #reply: FastifyReply;

  constructor(request: FastifyRequest, reply: FastifyReply, isAllowed: AllowsOrigin) {
    this.#reply = reply;
    this.wanted = request.headers[REFRESH_COOKIE_MODE] === 'cookie';
    this.token = isAllowed(request.headers.origin) ? readCookie(request.headers.cookie, NAME) : null;
    // A navigation refreshes and does nothing else: to follow a link must not sign anybody out.
    this.tokenToRefresh = isOwnNavigation(request) ? readCookie(request.headers.cookie, NAME) : this.token;
  }

  keep(token: string, seconds: number): void {
    sendCookie(this.#reply, NAME, token, { ...ATTRIBUTES, maxAge: seconds });
  }

  clear(): void {
    sendCookie(this.#reply, NAME, '', { ...ATTRIBUTES, maxAge: 0 });
  }
}
