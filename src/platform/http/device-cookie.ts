import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DeviceCookie } from '../graphql/context.js';
import { readCookie, sendCookie } from './cookies.js';

/**
 * The tokens of known devices and those of trusted devices have cookies of their own: the ones let a user in whom
 * strangers locked out, the others stand in for a factor. With this prefix, browsers refuse the cookie without
 * `Secure`, with a `Domain`, or for another path (HH-1).
 */
const NAMES = { known: '__Host-latchkey-known', trusted: '__Host-latchkey-trusted' } as const;
/** `Secure` applies on http too. Browsers make an exception for localhost, and no other host needs one. */
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

/** A device cookie of one request. For an origin that is not allowed, the cookie counts as absent. */
export class RequestDeviceCookie implements DeviceCookie {
  readonly tokens: string | null;
  readonly #reply: FastifyReply;
  readonly #name: string;

  constructor(
    kind: keyof typeof NAMES,
    request: FastifyRequest,
    reply: FastifyReply,
    isAllowed: (origin: string | undefined) => boolean,
  ) {
    this.#reply = reply;
    this.#name = NAMES[kind];
    this.tokens = isAllowed(request.headers.origin) ? readCookie(request.headers.cookie, this.#name) : null;
  }

  keep(tokens: string, seconds: number): void {
    sendCookie(this.#reply, this.#name, tokens, { ...ATTRIBUTES, maxAge: seconds });
  }
}
