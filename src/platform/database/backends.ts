import { Socket } from 'node:net';

/** A connection that this process has closed, while the server may still have its backend. */
export interface Abandoned {
  /** The process id of the backend; null if the server had not sent it yet. */
  readonly backend: number | null;
  /** To be called when the backend is gone. */
  letGo(): void;
}

/**
 * Limits the backends of this instance on the server. pg forgets a connection once it has closed its own end,
 * but a backend that waits for its commit, or that is frozen, does not notice. Retries would then add
 * backends without bound. So a connection counts until its backend is known to be gone (decision 30).
 */
export class Backends {
  readonly #waiting: CountedSocket[] = [];
  readonly #abandoned = new Set<Abandoned>();
  #count = 0;

  constructor(
    private readonly limit: number,
    /** Called when a connection is abandoned, so that the server can be asked about its backend. */
    private readonly onAbandoned: () => void,
  ) {}

  get abandoned(): readonly Abandoned[] {
    return [...this.#abandoned];
  }

  newSocket(): CountedSocket {
    return new CountedSocket(this);
  }

  /** @returns whether there is room; if not, the socket waits and is opened when there is */
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

/**
 * A socket that opens when there is room for one more backend, and keeps its place while its backend may
 * exist.
 */
export class CountedSocket extends Socket {
  /** The process id of the backend; null until the server sends it. */
  backend: number | null = null;
  #target: readonly unknown[] = [];
  #isOpened = false;
  #isLetGo = false;

  constructor(private readonly backends: Backends) {
    super();
    this.once('end', () => this.#letGo());
    // The server refused or reset the connection, so it has no backend for it.
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
