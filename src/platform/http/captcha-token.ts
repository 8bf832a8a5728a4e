import type { FastifyRequest } from 'fastify';

/** The request header with the token of a solved captcha. Inputs do not have it, so each operation can need one. */
export const CAPTCHA_TOKEN = 'latchkey-captcha';

/** Joins two headers into one invalid token, instead of using the first of them. */
export function captchaTokenOf({ headersDistinct }: FastifyRequest['raw']): string | null {
  return headersDistinct[CAPTCHA_TOKEN]?.join(', ') ?? null;
}
