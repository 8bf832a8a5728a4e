import { type AuthError, hasCode } from './auth-error.js';
import { isBrowser } from './browser.js';
import { now } from './platform.js';
import { areOfTwo, newer, type Session } from './session.js';
import { OwnTurns, SharedTurns, type Turns } from './tabs.js';
import type { TokenStorage } from './token-storage.js';

/** Codes by which the service says that the session is over. Anything else may pass. */
const OVER = [
  'TOKEN_INVALID',
  'TOKEN_REUSED',
  'TOKEN_EXPIRED',
  'UNAUTHENTICATED',
  'ACCOUNT_SUSPENDED',
] as const;

export function isOver(error: unknown): error is AuthError {
  return hasCode(error, OVER);
}

export interface SessionKeeperDeps {
  readonly storage: TokenStorage;
  /** Names the session among all that the origin has. */
  readonly name: string;
  /** Trades the session for the next, at the service. */
  readonly refresh: (session: Session | null) => Promise<Session>;
}

/** The one who knows whether somebody is signed in, and who changes that: in turn with every other tab. */
export class SessionKeeper {
  readonly #turns: Turns;
  readonly #listeners = new Set<() => void>();
  /** Undefined until it was looked for; null once it is known that nobody is signed in. */
  #session: Session | null | undefined;
  /** The latest that was ever seen here. News of it or of one before, which come late, change nothing any more. */
  #latestSeen: Session | null = null;
  #renewal: Promise<Session | null> | null = null;
  /** How the service said that the session is over, for calls that come after the one that was told. */
  #ending: AuthError | null = null;

  constructor(private readonly deps: SessionKeeperDeps) {
    // Outside a browser clients share nothing, whatever their storage says: each may be another user's.
    this.#turns =
      deps.storage.shared && isBrowser()
        ? new SharedTurns(deps.name, (session) => this.#hear(session))
        : new OwnTurns();
  }

  onSignedOut(listener: () => void): () => void {
    const own = () => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** An access token that has some time left; null where nobody is signed in. */
  async accessToken(): Promise<string | null> {
    await this.#look();
    if (this.#session === null) return null;
    if (this.#session && isFresh(this.#session)) return this.#session.accessToken;
    return (await this.renew())?.accessToken ?? null;
  }

  /** The access token as it is, be it past its time. */
  async knownToken(): Promise<string | undefined> {
    await this.#look();
    return this.#session?.accessToken;
  }

  /**
   * Gets a session other than that of the token which the service refused. However many calls need one, in however
   * many tabs, the service is asked once: who comes later waits, and finds what the first has got. Null as well where
   * somebody else has signed in meanwhile: what one user asked for is not done as another.
   */
  async renew(refused?: string): Promise<Session | null> {
    this.#renewal ??= this.#turns
      .take(() => this.#renewInTurn(refused))
      .finally(() => {
        this.#renewal = null;
      });
    const session = await this.#renewal;
    if (session === null || refused === undefined) return session;
    // What was under way was asked for by another call, which did not know that this token is refused.
    if (session.accessToken === refused) return this.renew(refused);
    return areOfTwo(session.accessToken, refused) ? null : session;
  }

  /** Opens a session by an operation of the service's. A refresh at the same time would bring back the one before. */
  open<T>(act: () => Promise<{ session: Session | null; result: T }>): Promise<T> {
    return this.#turns.take(async () => {
      const { session, result } = await act();
      if (session !== null) await this.#settle(session);
      return result;
    });
  }

  /**
   * Ends the session, here and in every tab. Where the service did not answer, the tokens are forgotten all the same;
   * a cookie only the service can take away, so in cookie mode nobody is told that they are signed out when they are not.
   */
  end<T>(act: (session: Session | null) => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      await this.#look();
      const session = await this.#caughtUp();
      try {
        const result = await act(session);
        await this.#settle(null);
        return result;
      } catch (error) {
        if (!this.deps.storage.cookie || isOver(error)) await this.#settle(null);
        throw error;
      }
    });
  }

  async #renewInTurn(refused: string | undefined): Promise<Session | null> {
    const isUsable = (session: Session | null) =>
      session !== null && isFresh(session) && session.accessToken !== refused;
    let session = await this.#latest();
    if (!isUsable(session)) session = await this.#caughtUp();
    if (isUsable(session)) {
      this.#adopt(session);
      return session;
    }
    // Another tab has signed out, or nobody was ever in.
    if (session === null && (!this.deps.storage.cookie || this.#session === null)) {
      if (refused !== undefined && this.#ending !== null) throw this.#ending;
      return null;
    }
    return this.#refresh(session);
  }

  async #refresh(session: Session | null): Promise<Session | null> {
    try {
      const next = await this.deps.refresh(session);
      await this.#settle(next);
      return next;
    } catch (error) {
      if (!isOver(error)) throw error;
      // A browser that shows no cookie at its first visit was not signed out: nobody was in.
      if (this.#session === undefined && error.code === 'UNAUTHENTICATED') this.#session = null;
      else await this.#settle(null);
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

  /** The latest, with whatever another tab has just done: heard later, it would undo what this one is about to do. */
  async #caughtUp(): Promise<Session | null> {
    const session = await this.#latest();
    await this.#turns.catchUp(session?.freshUntil ?? 0);
    return this.#latest();
  }

  /** A write of another tab's may not have arrived where its message has, and the other way round. */
  async #latest(): Promise<Session | null> {
    const stored = await this.deps.storage.read(this.deps.name);
    return this.#see(newer(this.#session, stored));
  }

  async #settle(session: Session | null): Promise<void> {
    await this.deps.storage.write(this.deps.name, session);
    this.#become(session);
    await this.#turns.tell(session);
  }

  #see(session: Session | null): Session | null {
    this.#latestSeen = newer(this.#latestSeen, session);
    return session;
  }

  #hear(session: Session | null): void {
    if (session === null || newer(this.#latestSeen, session) === session) this.#adopt(session);
  }

  /** Takes what another tab has made of the session. Where it is somebody else's now, that of the user before has ended. */
  #adopt(session: Session | null): void {
    const before = this.#session;
    if (before && session && areOfTwo(before.accessToken, session.accessToken)) this.#become(null);
    this.#become(session);
  }

  #become(session: Session | null): void {
    const wasOut = this.#session === null;
    this.#session = this.#see(session);
    this.#ending = null;
    if (session !== null || wasOut) return;
    for (const listener of this.#listeners) queueMicrotask(listener);
  }
}

function isFresh({ freshUntil }: Session): boolean {
  return freshUntil > now();
}
