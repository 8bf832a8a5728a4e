/** Of a browser's own objects what is used here: Node.js and old browsers lack some, and no type may need the DOM's. */
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
  /** Node.js alone: without it an open channel keeps the process from ending. */
  unref?(): void;
}

export interface LocalStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Read at each use: to look at `localStorage` may throw where cookies are forbidden. */
export const platform = globalThis as unknown as Platform;

/** The time of this machine. It is compared with itself alone: the service's clock may be another. */
export function now(): number {
  return Date.now();
}

/** `AbortSignal.timeout`, which came to browsers later than the rest that is used here. It keeps no process from ending. */
export function limit(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const timer: unknown = setTimeout(() => controller.abort(), milliseconds);
  (timer as { unref?(): void }).unref?.();
  return controller.signal;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
