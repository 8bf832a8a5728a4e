import { localStorageHere } from './browser.js';
import { type DeviceStorage, deviceInLocalStorage } from './device-tokens.js';
import { isSession, type Session } from './session.js';

/**
 * Where the tokens of a session are kept. Write your own for other places, such as the key store of a phone.
 */
export interface TokenStorage {
  /** Whether the refresh token is in a cookie of the service, out of reach of scripts. */
  readonly cookie?: boolean;
  /**
   * Whether the tabs of an origin share one session. Then one tab refreshes for all, and all are signed out
   * together. It has no effect outside a browser, where clients share nothing.
   */
  readonly shared?: boolean;
  /** @param name distinguishes the services that the user is signed in to */
  read(name: string): Session | null | Promise<Session | null>;
  write(name: string, session: Session | null): void | Promise<void>;
  /** Where the device token is kept. Default: in memory. */
  readonly device?: DeviceStorage;
}

/** Keeps a session until the page or the process ends. Each client has its own session. */
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
 * Keeps a session across visits, for every tab of the origin. Every script in the page can read it: prefer
 * `inCookie`. It works like `inMemory` if `localStorage` is missing or forbidden. Outside a browser it does
 * so too, because Node.js, Bun and Deno have one `localStorage` for all users of the process.
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
        // The storage is full or forbidden: the session lasts as long as the page.
      }
    },
  };
}

/**
 * Cookie mode. The service keeps the refresh token in a cookie that no script can read. The access token
 * stays in the memory of the tabs. The origin of the page must be that of the service or one of its
 * `CORS_ORIGINS`, and of the same site.
 */
export function inCookie(): TokenStorage {
  return { cookie: true, shared: true, read: () => null, write: () => undefined };
}
