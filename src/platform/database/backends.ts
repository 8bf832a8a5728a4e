import { Socket } from 'node:net';

/** A connection of which it is not known whether the server has let go of its end. */
export interface Abandoned {
  /** The process that serves it; null where the server had not yet named one. */
  readonly backend: number | null;
  /** To be called when it has. */
  letGo(): void;
}

/**
 * How many backends this instance may have on the server. pg counts a connection no longer once it has closed its own end,
 * but a backend that waits for its commit, or that is frozen, does not see that: each retry would add one. Here a
 * connection counts until the server is known to have let go of it.
 */
export class Backends {
  readonly #waiting: CountedSocket[] = [];
  readonly #abandoned = new Set<Abandoned>();
  #count = 0;

  constructor(
    private readonly limit: number,
    /** Called when there is something to find out of the server. */
    private readonly onAbandoned: () => void,
  ) {}

  get abandoned(): readonly Abandoned[] {
    return [...this.#abandoned];
  }

  newSocket(): CountedSocket {
    return new CountedSocket(this);
  }

  /** @returns whether there was room; otherwise the socket is told when there is */
  enter(socket: CountedSocket): boolean {
    if (this.#count < this.limit) {
      this.#count += 1;
      return true;
    }
    this.#waiting.push(socket);
    return false;
  }

  withdraw(socket: CountedSocket): void {
    const index = this.#waiting.indexOf(socket);
    if (index >= 0) this.#waiting.splice(index, 1);
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#count -= 1;
    else next.open();
  }

  abandon(backend: number | null): void {
    const connection: Abandoned = {
      backend,
      letGo: () => {
        if (this.#abandoned.delete(connection)) this.leave();
      },
    };
    this.#abandoned.add(connection);
    this.onAbandoned();
  }
}

/** A socket that opens when there is room for one more backend, and keeps its place for as long as there may be one. */
export class CountedSocket extends Socket {
  /** The process that serves it, once the server has named it. */
  backend: number | null = null;
  #target: readonly unknown[] = [];
  #isOpened = false;
  #isLetGo = false;

  constructor(private readonly backends: Backends) {
    super();
    this.once('end', () => this.#letGo());
    // Refused or reset: there is no other end, or none any more.
    this.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== undefined) this.#letGo();
    });
    this.once('close', () => this.#close());
  }

  override connect(...target: readonly unknown[]): this {
    this.#target = target;
    if (this.backends.enter(this)) this.open();
    return this;
  }

  open(): void {
    this.#isOpened = true;
    super.connect(...(this.#target as [port: number, host: string]));
  }

  #letGo(): void {
    this.#isLetGo = true;
  }

  #close(): void {
    if (!this.#isOpened) this.backends.withdraw(this);
    else if (this.#isLetGo) this.backends.leave();
    else this.backends.abandon(this.backend);
  }
}
