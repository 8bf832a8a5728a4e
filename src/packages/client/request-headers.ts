/** Request headers of the Fetch API, of a framework, or of Node.js. */
export type RequestHeaders =
  | { get(name: string): string | null; forEach(see: (value: string, name: string) => void): void }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The response to the browser, before its headers are sent, of the Fetch API, of a framework, or of Node.js.
 */
export type ResponseHeaders =
  | {
      readonly headers: { append(name: string, value: string): void; set(name: string, value: string): void };
    }
  | {
      appendHeader(name: string, value: string): unknown;
      setHeader(name: string, value: string): unknown;
    };

/** Copies headers to those of the Fetch API. */
export function copyHeaders(headers: RequestHeaders): Headers {
  const copy = new Headers();
  // A function only: a plain object may hold a header named `get`.
  if (typeof headers.get === 'function') {
    (headers as Headers).forEach((value, name) => {
      copy.append(name, value);
    });
    return copy;
  }
  // Skip the pseudo-headers of HTTP/2, such as `:path`.
  for (const [name, value] of Object.entries(headers))
    if (!name.startsWith(':'))
      for (const line of [value ?? []].flat()) if (typeof line === 'string') copy.append(name, line);
  return copy;
}

export function setHeader(response: ResponseHeaders, name: string, value: string): void {
  if ('setHeader' in response) response.setHeader(name, value);
  else response.headers.set(name, value);
}

export function appendHeader(response: ResponseHeaders, name: string, value: string): void {
  if ('appendHeader' in response) response.appendHeader(name, value);
  else response.headers.append(name, value);
}
