/** The part of Node's `IncomingMessage` that identifies the caller. */
export interface Incoming {
  readonly headers: { readonly authorization?: string | undefined };
  readonly headersDistinct?: Readonly<Record<string, string[] | undefined>>;
}

/**
 * Joins repeated headers, which makes them one invalid token. Using the first one is unsafe: another program
 * may read the second (JWT-9).
 */
export function authorizationOf({ headers, headersDistinct }: Incoming): string | undefined {
  return headersDistinct?.['authorization']?.join(', ') ?? headers.authorization;
}
