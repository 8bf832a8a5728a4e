/** What of Node's `IncomingMessage` tells who calls. */
export interface Incoming {
  readonly headers: { readonly authorization?: string | undefined };
  readonly headersDistinct?: Readonly<Record<string, string[] | undefined>>;
}

/** Two headers are one bad token, and not the first of them: two readers could believe two of them (JWT-9). */
export function authorizationOf({ headers, headersDistinct }: Incoming): string | undefined {
  return headersDistinct?.['authorization']?.join(', ') ?? headers.authorization;
}
