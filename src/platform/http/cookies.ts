import type { FastifyReply } from 'fastify';

interface Attributes {
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: 'strict';
  /** How long the browser keeps it, in seconds; 0 removes it. */
  readonly maxAge: number;
}

/** Sends a cookie with the answer, beside those that it has already. */
export function sendCookie(reply: FastifyReply, name: string, value: string, attributes: Attributes): void {
  reply.header('set-cookie', reply.server.serializeCookie(name, value, attributes));
}

/**
 * The value of the one cookie with this name. Names are compared after spaces and tabs alone are trimmed (RFC 6265 §5.2):
 * a name that begins with another invisible character is another name, so a planted one neither hides ours nor passes for it.
 * @returns null where there is none, or more than one: one of two was planted, and nothing tells which
 */
export function readCookie(header: string | undefined, name: string): string | null {
  const [value, ...more] = (header ?? '').split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    return equals > 0 && trim(pair.slice(0, equals)) === name ? [trim(pair.slice(equals + 1))] : [];
  });
  return more.length === 0 ? value || null : null;
}

/** `String.trim` takes off no-break spaces and the like as well. */
function trim(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
