import type { ParsedSetting } from '../../core/parsed-setting.js';
import { type AllowsOrigin, allowingOrigins, type BrowserOrigins, isLocal } from './origins.js';

const MAX_LENGTH = 2000;
/** Characters that browsers drop, turn into `/` or read as the end of a host (RFC 9700 §4.11). */
const TREACHEROUS = /[\\\s\p{Cc}\p{Cf}]/u;
/**
 * A scheme of a native app: the reverse of a domain, so no other app's by accident (RFC 8252 §7.1). The address is ASCII
 * alone, because it goes into a header as it is.
 */
const NATIVE = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:\/{1,3}[!-"$-[\]-~]*$/;

/** @returns whether a client may be sent to this address, with a result in the fragment */
export type AllowsReturn = (address: string) => boolean;

export interface ReturnUrlsConfig extends BrowserOrigins {
  /** The entries of RETURN_URLS; null for the origins of the service and of CORS_ORIGINS. */
  readonly returnUrls: readonly string[] | null;
}

/**
 * Judges the addresses to which clients ask to return. A listed origin allows every address under it. A listed address
 * with a path allows the path, and everything below it. The address of a native app must be the same text.
 */
export function allowingReturns(config: ReturnUrlsConfig): AllowsReturn {
  const { returnUrls, publicUrl } = config;
  if (returnUrls !== null) {
    const entries = returnUrls.map((entry) => (isNative(entry) ? entry : new URL(entry)));
    return (address) => entries.some((entry) => fits(address, entry));
  }
  const isListed = allowingOrigins(config);
  const own = new URL(publicUrl).origin;
  const allowed: AllowsOrigin = (origin) => origin === own || isListed(origin);
  return (address) => allowed(pageOf(address)?.origin);
}

/** Parses the addresses of pages and native apps, separated by commas. */
export function parseReturnUrls(text: string): ParsedSetting<readonly string[]> {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.every((entry) => isNative(entry) || isEntry(entry))
    ? { value: [...new Set(entries)] }
    : {
        problem:
          'must be origins or addresses of pages with https (http on localhost), or addresses of native apps such as ' +
          'com.example.app:/signed-in, separated by commas: no wildcard, query or fragment',
      };
}

/** @returns null for an address that is not clearly one of a page */
function pageOf(address: string): URL | null {
  if (address.length > MAX_LENGTH || TREACHEROUS.test(address)) return null;
  if (!/^https?:\/\/[^/]/i.test(address) || address.includes('#')) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  return url === null || `${url.username}${url.password}` !== '' ? null : url;
}

function fits(address: string, entry: URL | string): boolean {
  if (typeof entry === 'string') return address === entry;
  const url = pageOf(address);
  if (url === null || url.origin !== entry.origin) return false;
  const path = entry.pathname.replace(/\/$/, '');
  return url.pathname === path || url.pathname.startsWith(`${path}/`);
}

function isEntry(entry: string): boolean {
  const url = pageOf(entry);
  if (url === null || /[*?]/.test(entry)) return false;
  return url.protocol === 'https:' || isLocal(url.origin);
}

function isNative(entry: string): boolean {
  return entry.length <= MAX_LENGTH && NATIVE.test(entry);
}
