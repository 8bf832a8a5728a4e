/**
 * The browser objects that the client uses. Node.js and old browsers lack some of them, and the types must
 * not need those of the DOM.
 */
interface Platform {
  readonly navigator?: { readonly locks?: LockManager };
  readonly BroadcastChannel?: new (name: string) => Channel;
  readonly localStorage?: LocalStorage;
}

export interface LockManager {
  request<T>(name: string, options: LockOptions, callback: () => Promise<T>): Promise<T>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

interface LockOptions {
  readonly mode?: 'exclusive' | 'shared';
  readonly signal?: AbortSignal;
}

export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  /** Node.js only: without this call, an open channel keeps the process running. */
  unref?(): void;
}

export interface LocalStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Read its members at each use: reading `localStorage` may throw if cookies are forbidden. */
export const platform = globalThis as unknown as Platform;

/** The time of this machine. Compare it only with itself, since the clock of the service may differ. */
export function now(): number {
  return Date.now();
}

/**
 * Replaces `AbortSignal.timeout`, which some supported browsers lack. The timer does not keep a process
 * running.
 */
export function limit(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const timer: unknown = setTimeout(() => controller.abort(), milliseconds);
  (timer as { unref?(): void }).unref?.();
  return controller.signal;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
