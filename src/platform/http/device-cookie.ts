import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DeviceCookie } from '../graphql/context.js';
import { KNOWN_DEVICE_LIFE } from '../graphql/sign-in-target.js';
import { readCookie, sendCookie } from './cookies.js';

/**
 * With this prefix, browsers refuse the cookie without `Secure`, with a `Domain`, or for another path (HH-1).
 */
const NAME = '__Host-latchkey-known';
/** `Secure` applies on http too. Browsers make an exception for localhost, and no other host needs one. */
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

/** The device cookie of one request. For an origin that is not allowed, the cookie counts as absent. */
export class RequestDeviceCookie implements DeviceCookie {
  readonly tokens: string | null;
  readonly #reply: FastifyReply;

  constructor(
    request: FastifyRequest,
    reply: FastifyReply,
    isAllowed: (origin: string | undefined) => boolean,
  ) {
    this.#reply = reply;
    this.tokens = isAllowed(request.headers.origin) ? readCookie(request.headers.cookie, NAME) : null;
  }

  keep(tokens: string): void {
    sendCookie(this.#reply, NAME, tokens, { ...ATTRIBUTES, maxAge: KNOWN_DEVICE_LIFE.seconds });
  }
}
