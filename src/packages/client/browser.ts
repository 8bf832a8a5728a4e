import { platform } from './platform.js';

/** What tells a browser from everything else that has some of its globals. */
interface Signs {
  readonly process?: { readonly versions?: { readonly node?: string } };
  readonly window?: unknown;
  readonly document?: unknown;
  readonly WorkerGlobalScope?: unknown;
}

/**
 * Whether this is a page or a worker of a browser, where everything belongs to one user. Anywhere else, one process may
 * serve many users, so clients share nothing there. In doubt the answer is no: a page whose tabs refresh one by one
 * loses nothing, while a server that shares a session shows one user to another.
 *
 * - Node.js, Bun and Deno have `BroadcastChannel`, `navigator` and, by their version, `localStorage` and locks. All name
 *   a version of Node.js, also where a library for rendering or testing adds `window` and `document`.
 * - Workers of a platform such as Cloudflare's call themselves service workers, and have no IndexedDB; nor has React
 *   Native, which has a `window` and no `document`.
 */
export function isBrowser(): boolean {
  const { process, window, document, WorkerGlobalScope } = globalThis as Signs;
  // A bundler may put an empty `process` into a page.
  if (process?.versions?.node !== undefined || !('indexedDB' in globalThis)) return false;
  return window && document ? true : typeof WorkerGlobalScope === 'function';
}

/** Outside a browser there is none: Node.js, Bun and Deno have one `localStorage` for all users of the process. */
export function localStorageHere() {
  return isBrowser() ? platform.localStorage : undefined;
}
