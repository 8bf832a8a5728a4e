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
 * process may serve many users. If in doubt, the answer is no: tabs that refresh separately lose nothing, but
 * a server that shares a session reveals one user to another (decision 35).
 */
export function isBrowser(): boolean {
  const { process, window, document, WorkerGlobalScope } = globalThis as Signs;
  // Node.js, Bun and Deno state a version of Node.js. Their other globals prove nothing: they have
  // `BroadcastChannel`, `navigator` and, in some versions, `localStorage` and locks, and a rendering or test
  // library may add `window` and `document`. A bundler may add an empty `process` to a page.
  //
  // The workers of platforms such as Cloudflare call themselves service workers, and React Native has a
  // `window` without a `document`. Both lack IndexedDB.
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
