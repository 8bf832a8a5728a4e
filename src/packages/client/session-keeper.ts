import { type AuthError, hasCode } from './auth-error.js';
import { isBrowser } from './browser.js';
import { now } from './platform.js';
import { areOfTwo, newer, type OpenedSession, type Session } from './session.js';
import { OVER, type SessionChange, type SessionNews, signedIn, signedOut } from './session-news.js';
import { OwnLock, type RefreshLock, SharedLock } from './tabs.js';
import type { TokenStorage } from './token-storage.js';

export function isOver(error: unknown): error is AuthError & { readonly code: (typeof OVER)[number] } {
  return hasCode(error, OVER);
}

export interface SessionKeeperDeps {
  readonly storage: TokenStorage;
  /** The name of the session, unique in the origin. */
  readonly name: string;
  /** Exchanges the session for the next one at the service. */
  readonly refresh: (session: Session | null) => Promise<OpenedSession>;
}

/** Holds the session of this client. Changes to it take turns with every other tab. */
export class SessionKeeper {
  readonly #lock: RefreshLock;
  readonly #listeners = new Set<(change: SessionChange) => void>();
  /** Undefined until it is looked up; null if no user is signed in. */
  #session: Session | null | undefined;
  /** The latest session seen here. A late message about it or an earlier one is ignored, unless it is current. */
  #latestSeen: Session | null = null;
  /** The access token that the listeners were last told of. */
  #toldToken: string | null = null;
  #renewal: Promise<Session | null> | null = null;
  /** The error with which the service ended the session, for calls after the one that received it. */
  #ending: AuthError | null = null;
  /** How often the user has stepped up here, and how many of these a refresh has followed. */
  #stepUps = 0;
  #followed = 0;
  /** The access token during the last step-up. */
  #tokenBefore: string | undefined;

  constructor(private readonly deps: SessionKeeperDeps) {
    // Outside a browser, clients share nothing, even if the storage is shared: each client may serve another
    // user.
    this.#lock =
      deps.storage.shared && isBrowser()
        ? new SharedLock(deps.name, (news) => this.#hear(news))
        : new OwnLock();
  }

  onChange(listener: (change: SessionChange) => void): () => void {
    const own = (change: SessionChange) => listener(change);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** An access token that is not about to expire; null if no user is signed in. */
  async accessToken(): Promise<string | null> {
    await this.#look();
    if (this.#session === null) return null;
    if (this.#session && this.#isUsable(this.#session)) return this.#session.accessToken;
    return (await this.renew())?.accessToken ?? null;
  }

  /** The stored access token, even if it has expired. */
  async knownToken(): Promise<string | undefined> {
    await this.#look();
    return this.#session?.accessToken;
  }

  get stepUps(): number {
    return this.#stepUps;
  }

  /** The user has stepped up. No access token from before counts as fresh, so the next call refreshes first. */
  noteStepUp(): void {
    this.#stepUps += 1;
    this.#tokenBefore = this.#session?.accessToken;
  }

  /** Whether this is the access token from before the last step-up. */
  isFromBefore(accessToken: string): boolean {
    return accessToken === this.#tokenBefore;
  }

  /**
   * Gets a session with another access token than the refused one. However many calls in however many tabs
   * need it, the service is asked once, and the others wait for the result.
   * @returns null if no user is signed in, or if another user has signed in meanwhile: the request of one
   * user must not run as another
   */
  async renew(refused?: string): Promise<Session | null> {
    this.#renewal ??= this.#lock
      .take(() => this.#renewInTurn(refused))
      .finally(() => {
        this.#renewal = null;
      });
    const session = await this.#renewal;
    if (session === null) return null;
    // The pending renewal belongs to a call that did not know of the refusal or of the step-up.
    if (session.accessToken === refused || this.#isBeforeStepUp) return this.renew(refused);
    return refused !== undefined && areOfTwo(session.accessToken, refused) ? null : session;
  }

  /**
   * Opens a session by an operation. It takes a turn, because a concurrent refresh would restore the previous
   * session.
   */
  open<T>(act: () => Promise<{ opened: OpenedSession | null; result: T }>): Promise<T> {
    return this.#lock.take(async () => {
      const { opened, result } = await act();
      if (opened !== null) {
        await this.#settle(signedIn(opened.session, opened.user, 'login'));
        this.#followed = this.#stepUps;
      }
      return result;
    });
  }

  /**
   * Ends the session in every tab. If the service does not answer, the tokens are forgotten all the same. In
   * cookie mode only the service can remove the cookie, so the client does not claim that the user is signed
   * out.
   */
  end<T>(because: 'logout' | 'deleted', act: (session: Session | null) => Promise<T>): Promise<T> {
    return this.#lock.take(async () => {
      await this.#look();
      const session = await this.#caughtUp();
      try {
        const result = await act(session);
        await this.#settle(signedOut(because));
        return result;
      } catch (error) {
        if (!this.deps.storage.cookie || isOver(error)) await this.#settle(signedOut(because));
        throw error;
      }
    });
  }

  async #renewInTurn(refused: string | undefined): Promise<Session | null> {
    const isUsable = (session: Session | null) =>
      session !== null && this.#isUsable(session) && session.accessToken !== refused;
    let session = await this.#latest();
    if (!isUsable(session)) session = await this.#caughtUp();
    if (isUsable(session)) {
      this.#adopt(session);
      return session;
    }
    // Another tab has signed out, or no user was signed in.
    if (session === null && (!this.deps.storage.cookie || this.#session === null)) {
      if (refused !== undefined && this.#ending !== null) throw this.#ending;
      return null;
    }
    return this.#refresh(session);
  }

  async #refresh(session: Session | null): Promise<Session | null> {
    const stepUps = this.#stepUps;
    try {
      const next = await this.deps.refresh(session);
      this.#followed = stepUps;
      await this.#settle(signedIn(next.session, next.user, 'refresh'));
      return next.session;
    } catch (error) {
      if (!isOver(error)) throw error;
      // A browser without a cookie at its first visit was never signed in, so this is no sign-out.
      if (this.#session === undefined && error.code === 'UNAUTHENTICATED') this.#session = null;
      else await this.#settle(signedOut(error.code));
      this.#ending = error;
      throw error;
    }
  }

  async #look(): Promise<void> {
    if (this.#session) return;
    const stored = await this.deps.storage.read(this.deps.name);
    if (this.#session) return;
    if (stored) this.#session = stored;
    else if (!this.deps.storage.cookie) this.#session = null;
  }

  /**
   * The latest session, including a change that another tab has just made. Heard later, that change would
   * undo the one that this tab is about to make.
   */
  async #caughtUp(): Promise<Session | null> {
    const session = await this.#latest();
    await this.#lock.catchUp(session?.freshUntil ?? 0);
    return this.#latest();
  }

  /** The message of another tab may arrive before its write to the storage, or after it. */
  async #latest(): Promise<Session | null> {
    const stored = await this.deps.storage.read(this.deps.name);
    return this.#see(newer(this.#session, stored));
  }

  async #settle(news: SessionNews): Promise<void> {
    await this.deps.storage.write(this.deps.name, news.session);
    this.#become(news.session, news.change);
    await this.#lock.tell({ ...news, latest: this.#latestSeen });
  }

  #see(session: Session | null): Session | null {
    this.#latestSeen = newer(this.#latestSeen, session);
    return session;
  }

  #hear({ session, change, latest = null }: SessionNews): void {
    const isCurrent = session !== null && session.accessToken === this.#session?.accessToken;
    if (session === null) this.#see(latest);
    if (session === null || isCurrent || newer(this.#latestSeen, session) === session)
      this.#adopt(session, change);
  }

  /**
   * Takes over the session of another tab. If it belongs to another user, the previous user's session has
   * ended.
   * @param change undefined if the message about it has not arrived yet
   */
  #adopt(session: Session | null, change?: SessionChange): void {
    const before = this.#session;
    if (before && session && areOfTwo(before.accessToken, session.accessToken))
      this.#become(null, signedOut('other-user').change);
    this.#become(session, change);
  }

  #become(session: Session | null, change?: SessionChange): void {
    const wasOut = this.#session === null;
    this.#session = this.#see(session);
    this.#ending = null;
    const isTold = session === null ? wasOut : session.accessToken === this.#toldToken;
    if (!change || isTold) return;
    this.#toldToken = session?.accessToken ?? null;
    for (const listener of this.#listeners) queueMicrotask(() => listener(change));
  }

  get #isBeforeStepUp(): boolean {
    return this.#followed < this.#stepUps;
  }

  #isUsable({ freshUntil }: Session): boolean {
    return freshUntil > now() && !this.#isBeforeStepUp;
  }
}
