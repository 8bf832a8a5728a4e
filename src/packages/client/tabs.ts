import { type Channel, type LockManager, limit, pause, platform } from './platform.js';
import { isSession, type Session } from './session.js';

/**
 * How long a turn is waited for: more than the longest one takes. A tab that was put to sleep in the middle of its turn
 * must not keep the others out for ever; without a turn, two may refresh, which the service's grace allows.
 */
const TURN_LIMIT = 20_000;
/** How long a tab shows that it has news, and how long another one that saw this waits for them. */
const NEWS_SHOWN = 5000;
const NEWS_LIMIT = 2000;

/** Turns, one after the other: what happens to a session must not happen twice at once. */
export interface Turns {
  take<T>(act: () => Promise<T>): Promise<T>;
  /** Tells the others what has become of the session, before the turn is over. */
  tell(session: Session | null): Promise<void>;
  /** In a turn: waits for what another tab has done to the session, if that is newer. */
  catchUp(freshUntil: number): Promise<void>;
}

/** The turns of one client by itself: nobody else has its session. */
export class OwnTurns implements Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act, act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async tell(_session: Session | null): Promise<void> {}
  async catchUp(_freshUntil: number): Promise<void> {}
}

/** Of the clients in this page that share a session, where there are no locks or they may not be used. */
const turnsHere = new Map<string, OwnTurns>();

/** The turns of all tabs of the origin, by the Web Locks API, and their talk. */
export class SharedTurns implements Turns {
  readonly #locks: LockManager | undefined = platform.navigator?.locks;
  readonly #channel: Channel | null;
  #news: Session | null = null;
  #heard: (() => void) | null = null;

  constructor(
    readonly name: string,
    hear: (session: Session | null) => void,
  ) {
    this.#channel = platform.BroadcastChannel ? new platform.BroadcastChannel(name) : null;
    if (this.#channel === null) return;
    this.#channel.unref?.();
    this.#channel.onmessage = ({ data }) => {
      if (data === 'news?') {
        if (this.#news) this.#channel?.postMessage(this.#news);
        return;
      }
      if (data !== null && !isSession(data)) return;
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
    return this.#locks.request(this.name, { signal: limit(TURN_LIMIT) }, turn).catch((error: unknown) => {
      if (begun) throw error;
      return this.#takeHere(act);
    });
  }

  #takeHere<T>(act: () => Promise<T>): Promise<T> {
    const turns = turnsHere.get(this.name) ?? new OwnTurns();
    turnsHere.set(this.name, turns);
    return turns.take(act);
  }

  /**
   * Neither a message nor a write to `localStorage` is sure to have arrived when the next tab has its turn. Locks are
   * in one order for all: a shared one, named by the time until which the session is fresh, shows that there are news.
   */
  async tell(session: Session | null): Promise<void> {
    this.#news = session;
    this.#channel?.postMessage(session);
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
    // A tab that has just been opened was not there to hear them.
    this.#channel.postMessage('news?');
    await Promise.race([heard, pause(NEWS_LIMIT)]);
  }

  #showNews(session: Session, locks: LockManager): Promise<void> {
    return new Promise((shown) => {
      locks
        .request(`${this.name} until ${session.freshUntil}`, { mode: 'shared' }, async () => {
          shown();
          await pause(NEWS_SHOWN);
          if (this.#news === session) this.#news = null;
        })
        .catch(() => shown());
    });
  }
}
