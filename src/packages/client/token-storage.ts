import { localStorageHere } from './browser.js';
import { type DeviceStorage, deviceInLocalStorage } from './device-token.js';
import { isSession, type Session } from './session.js';

/** Where the tokens of a session are kept. Write your own for what is not here, such as a phone's key store. */
export interface TokenStorage {
  /** Whether the refresh token is in a cookie of the service's, out of reach. */
  readonly cookie?: boolean;
  /**
   * Whether the tabs of an origin have one session: then one of them refreshes for all, and all are signed out at once.
   * It says nothing outside a browser, where each client is by itself.
   */
  readonly shared?: boolean;
  /** @param name tells apart the services that somebody is signed in to */
  read(name: string): Session | null | Promise<Session | null>;
  write(name: string, session: Session | null): void | Promise<void>;
  /** Where the device token is kept; in memory, if nowhere. */
  readonly device?: DeviceStorage;
}

/** Kept until the page or the process ends, and each has its own session. */
export function inMemory(): TokenStorage {
  let kept: Session | null = null;
  return {
    read: () => kept,
    write: (_name, session) => {
      kept = session;
    },
  };
}

/**
 * Kept across visits and for every tab of the origin. Whatever script runs in the page can read it: prefer `inCookie`.
 * Where there is no `localStorage`, or none that may be used, it is like `inMemory`; so it is outside a browser, where
 * Node.js, Bun and Deno have one `localStorage` for all users of the process.
 */
export function inLocalStorage(): TokenStorage {
  return {
    shared: true,
    device: deviceInLocalStorage,
    read: (name) => {
      try {
        const kept: unknown = JSON.parse(localStorageHere()?.getItem(name) ?? 'null');
        return isSession(kept) ? kept : null;
      } catch {
        return null;
      }
    },
    write: (name, session) => {
      try {
        if (session === null) localStorageHere()?.removeItem(name);
        else localStorageHere()?.setItem(name, JSON.stringify(session));
      } catch {
        // It is full, or forbidden: the session lasts as long as the page.
      }
    },
  };
}

/**
 * Cookie mode: the service keeps the refresh token in a cookie that no script can read, and the access token is in the
 * memory of the tabs. The page's origin must be one of the service's `CORS_ORIGINS`, or its own, and of the same site.
 */
export function inCookie(): TokenStorage {
  return { cookie: true, shared: true, read: () => null, write: () => undefined };
}
