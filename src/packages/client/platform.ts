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

/** `setTimeout` calls back at once for a longer time. */
const LONGEST_TIMER = 2 ** 31 - 1;

export interface Limit {
  readonly signal: AbortSignal;
  abort(): void;
  end(): void;
}

/**
 * Makes a signal that aborts after a time, or together with the signal of a caller. Replaces
 * `AbortSignal.timeout` and `AbortSignal.any`, which some supported platforms lack. The timer does not keep a
 * process running.
 */
export function limit(milliseconds: number, outer?: AbortSignal): Limit {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, Math.min(milliseconds, LONGEST_TIMER));
  (timer as { unref?(): void }).unref?.();
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort);
  const end = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, abort, end };
}

/** The error of an aborted call: the reason of the signal, as `fetch` does. React Native has no reasons. */
export function reasonOf(signal: AbortSignal): unknown {
  return signal.reason ?? Object.assign(new Error('The call was aborted'), { name: 'AbortError' });
}

/** Stops waiting when the caller aborts. What it waited for continues, because other calls need it too. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(reasonOf(signal));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', abort));
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
