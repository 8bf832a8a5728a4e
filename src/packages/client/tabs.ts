import { type Channel, type LockManager, limit, pause, platform } from './platform.js';
import type { Session } from './session.js';
import { isNews, type SessionNews } from './session-news.js';

/**
 * The longest wait for a turn, in milliseconds: more than any turn takes. A tab that was suspended during its
 * turn must not block the others for ever. Without a turn, two tabs may refresh at once, which the grace
 * period of the service allows.
 */
const TURN_LIMIT = 20_000;
/** In milliseconds: how long a tab announces its news, and how long another tab waits for announced news. */
const NEWS_SHOWN = 5000;
const NEWS_LIMIT = 2000;

/** Runs changes of a session one after the other: two concurrent changes would conflict. */
export interface RefreshLock {
  take<T>(act: () => Promise<T>): Promise<T>;
  /** Tells the other tabs the news, before the turn ends. */
  tell(news: SessionNews): Promise<void>;
  /** During a turn, waits for a newer session of another tab. */
  catchUp(freshUntil: number): Promise<void>;
}

/** The lock of one client whose session is not shared. */
export class OwnLock implements RefreshLock {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act, act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async tell(_news: SessionNews): Promise<void> {}
  async catchUp(_freshUntil: number): Promise<void> {}
}

/** The locks of clients in this page that share a session, where the Web Locks API is missing. */
const locksHere = new Map<string, OwnLock>();

/** The lock of all tabs of the origin, by the Web Locks API, and the messages between them. */
export class SharedLock implements RefreshLock {
  readonly #locks: LockManager | undefined = platform.navigator?.locks;
  readonly #channel: Channel | null;
  #news: SessionNews | null = null;
  #heard: (() => void) | null = null;

  constructor(
    readonly name: string,
    hear: (news: SessionNews) => void,
  ) {
    this.#channel = platform.BroadcastChannel ? new platform.BroadcastChannel(name) : null;
    if (this.#channel === null) return;
    this.#channel.unref?.();
    this.#channel.onmessage = ({ data }) => {
      if (data === 'news?') {
        if (this.#news) this.#channel?.postMessage(this.#news);
        return;
      }
      if (!isNews(data)) return;
      hear(data);
      this.#heard?.();
    };
  }

  async take<T>(act: () => Promise<T>): Promise<T> {
    if (!this.#locks) return this.#takeHere(act);
    let begun = false;
    const turn = () => {
      begun = true;
      return act();
    };
    return this.#locks
      .request(this.name, { signal: limit(TURN_LIMIT).signal }, turn)
      .catch((error: unknown) => {
        if (begun) throw error;
        return this.#takeHere(act);
      });
  }

  #takeHere<T>(act: () => Promise<T>): Promise<T> {
    const lock = locksHere.get(this.name) ?? new OwnLock();
    locksHere.set(this.name, lock);
    return lock.take(act);
  }

  /**
   * A message or a write to `localStorage` may arrive after the next tab has begun its turn. Locks have one
   * order for all tabs. So a shared lock announces the news, and its name holds the time until which the
   * session is fresh.
   */
  async tell(news: SessionNews): Promise<void> {
    const { session } = news;
    this.#news = session && news;
    this.#channel?.postMessage(news);
    if (session !== null && this.#locks && this.#channel) await this.#showNews(session, this.#locks);
  }

  async catchUp(freshUntil: number): Promise<void> {
    if (!this.#locks || !this.#channel) return;
    const { held = [] } = await this.#locks.query();
    const prefix = `${this.name} until `;
    const shown = held.map(({ name = '' }) =>
      name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0,
    );
    if (!shown.some((until) => until > freshUntil)) return;
    const heard = new Promise<void>((resolve) => {
      this.#heard = resolve;
    });
    // A tab that was just opened has missed the earlier messages.
    this.#channel.postMessage('news?');
    await Promise.race([heard, pause(NEWS_LIMIT)]);
  }

  #showNews(session: Session, locks: LockManager): Promise<void> {
    return new Promise((shown) => {
      locks
        .request(`${this.name} until ${session.freshUntil}`, { mode: 'shared' }, async () => {
          shown();
          await pause(NEWS_SHOWN);
          if (this.#news?.session === session) this.#news = null;
        })
        .catch(() => shown());
    });
  }
}
