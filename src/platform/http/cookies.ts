import type { FastifyReply } from 'fastify';

interface Attributes {
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'strict';
  /** The lifetime in seconds; 0 removes the cookie. */
  readonly maxAge: number;
}

/** Adds a cookie to the response and keeps the cookies that it already has. */
export function sendCookie(reply: FastifyReply, name: string, value: string, attributes: Attributes): void {
  reply.header('set-cookie', reply.server.serializeCookie(name, value, attributes));
}

/**
 * Reads the cookie with this name. Only spaces and tabs around a name are trimmed (RFC 6265 §5.2). A name
 * that begins with another invisible character is a different name, so an attacker cannot use it to hide or
 * replace our cookie.
 * @returns null without the cookie, or if there are several: an attacker planted one, and the service cannot
 * tell which
 */
export function readCookie(header: string | undefined, name: string): string | null {
  const [value, ...more] = (header ?? '').split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    return equals > 0 && trim(pair.slice(0, equals)) === name ? [trim(pair.slice(equals + 1))] : [];
  });
  return more.length === 0 ? value || null : null;
}

/** `String.trim` would also remove other white space, such as no-break spaces. */
function trim(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
