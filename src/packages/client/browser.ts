import { platform } from './platform.js';

/** Globals that distinguish a browser from other platforms. */
interface Signs {
  readonly process?: { readonly versions?: { readonly node?: string } };
  readonly window?: unknown;
  readonly document?: unknown;
  readonly WorkerGlobalScope?: unknown;
}

/**
 * Whether this is a page or a worker of a browser, where everything belongs to one user. Elsewhere one
 * process may serve many users, so clients share nothing. If in doubt, the answer is no. A page whose tabs
 * refresh separately loses nothing. A server that shares a session reveals one user to another.
 *
 * - Node.js, Bun and Deno have `BroadcastChannel`, `navigator` and, depending on the version, `localStorage`
 *   and locks. All of them state a version of Node.js, even if a rendering or test library adds `window` and
 *   `document`.
 * - Workers of platforms such as Cloudflare call themselves service workers, but lack IndexedDB. React Native
 *   has a `window`, but neither a `document` nor IndexedDB.
 */
export function isBrowser(): boolean {
  const { process, window, document, WorkerGlobalScope } = globalThis as Signs;
  // A bundler may add an empty `process` to a page.
  if (process?.versions?.node !== undefined || !('indexedDB' in globalThis)) return false;
  return window && document ? true : typeof WorkerGlobalScope === 'function';
}

/**
 * The `localStorage` of a browser. Undefined elsewhere: Node.js, Bun and Deno have one for all users of the
 * process.
 */
export function localStorageHere() {
  return isBrowser() ? platform.localStorage : undefined;
}
