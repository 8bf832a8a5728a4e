export interface BrowserOrigins {
  /** The service's own address: its pages need no permission of the browser's, and may use the cookie. */
  readonly publicUrl: string;
  /** Origins whose pages may read answers and use the cookie. */
  readonly corsOrigins: readonly string[];
  /** Whether pages of this machine may as well, on whatever port: for development alone. */
  readonly localPages: boolean;
}

export type AllowsOrigin = (origin: string | undefined) => boolean;

/** The origins of other pages that may read answers and use the cookie, exactly as browsers send them (HH-1). */
export function allowingOrigins({ corsOrigins, localPages }: BrowserOrigins): AllowsOrigin {
  const listed = new Set(corsOrigins);
  return (origin) => origin !== undefined && (listed.has(origin) || (localPages && LOCAL_PAGE.test(origin)));
}

/** The three names that no resolver and no other machine can take over. A port is all that may differ. */
const LOCAL_PAGE = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/**
 * Whether the service itself is at such an address, as it is on the machine of a developer, and with no address yet. One
 * that others can reach is no longer a first try.
 */
export function isLocal(url: string | null): boolean {
  return url === null || LOCAL_PAGE.test(new URL(url).origin);
}

/** Origins whose pages may read answers, or the end of a sentence that says what is wrong with the list. */
type Reading = { readonly value: readonly string[] } | { readonly problem: string };

/** Reads origins as browsers send them, separated by commas: each is one page's own, exactly (HH-1). */
export function parseOrigins(text: string): Reading {
  const origins = text.split(',').map((entry) => parseOrigin(entry.trim()));
  return origins.every((origin) => origin !== null)
    ? { value: [...new Set(origins)] }
    : {
        problem: 'must be origins such as https://app.example.com, separated by commas: no path, no wildcard',
      };
}

function parseOrigin(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  // A URL may hold a `*` in its host. No browser would ever send it, but its author meant everybody.
  if (url === null || !/^https?:$/.test(url.protocol) || text.includes('*')) return null;
  return url.href === `${url.origin}/` && !/[?#]/.test(text) ? url.origin : null;
}
