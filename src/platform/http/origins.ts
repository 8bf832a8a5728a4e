import type { ParsedSetting } from '../../core/parsed-setting.js';

export interface BrowserOrigins {
  /** The address of the service. Its own pages need no CORS and may use the cookie. */
  readonly publicUrl: string;
  /** Origins whose pages may read responses and use the cookie. */
  readonly corsOrigins: readonly string[];
  /** Whether pages on localhost may do so too, on any port; for development only. */
  readonly localPages: boolean;
}

export type AllowsOrigin = (origin: string | undefined) => boolean;

/**
 * @returns a check whether pages of an origin may read responses and use the cookie, by exact comparison
 * (HH-1)
 */
export function allowingOrigins({ corsOrigins, localPages }: BrowserOrigins): AllowsOrigin {
  const listed = new Set(corsOrigins);
  return (origin) => origin !== undefined && (listed.has(origin) || (localPages && LOCAL_PAGE.test(origin)));
}

/** The three host names that no DNS server and no other machine can take over, with any port. */
const LOCAL_PAGE = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/**
 * Whether the service has a localhost address or no address yet, as on the machine of a developer. Other
 * machines can reach any other address, so development defaults do not apply to it.
 */
export function isLocal(url: string | null): boolean {
  return url === null || LOCAL_PAGE.test(new URL(url).origin);
}

/** Parses origins as browsers send them, separated by commas, without wildcards (HH-1). */
export function parseOrigins(text: string): ParsedSetting<readonly string[]> {
  const origins = text.split(',').map((entry) => parseOrigin(entry.trim()));
  return origins.every((origin) => origin !== null)
    ? { value: [...new Set(origins)] }
    : {
        problem: 'must be origins such as https://app.example.com, separated by commas: no path, no wildcard',
      };
}

function parseOrigin(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  // A URL may contain `*` in its host. Browsers never send one, but the operator means a wildcard.
  if (url === null || !/^https?:$/.test(url.protocol) || text.includes('*')) return null;
  return url.href === `${url.origin}/` && !/[?#]/.test(text) ? url.origin : null;
}
