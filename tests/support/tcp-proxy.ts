import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The line between two programs, for a test to disturb. */
export class TcpProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #target: { host: string; port: number };
  readonly #lines = new Set<{ near: Socket; far: Socket }>();
  #mode: 'open' | 'cut' | 'stalled' = 'open';

  private constructor(server: Server, target: { host: string; port: number }) {
    this.#server = server;
    this.#target = target;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (near) => this.#join(near));
  }

  /** @param target such as `127.0.0.1:5432` */
  static async before(target: { host: string; port: number }): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, target);
  }

  /** Breaks every connection, and takes no new one. */
  cut(): void {
    this.#mode = 'cut';
    for (const line of this.#lines) {
      line.near.resetAndDestroy();
      line.far.destroy();
    }
  }

  /** Every connection stays and none forwards anything, as when a machine has lost its power. */
  stall(): void {
    this.#mode = 'stalled';
    for (const line of this.#lines) silence(line);
  }

  /** New connections are forwarded again; those that were stalled stay silent for ever. */
  reopen(): void {
    this.#mode = 'open';
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket): void {
    near.on('error', () => undefined);
    if (this.#mode === 'cut') {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ ...this.#target, allowHalfOpen: true });
    far.on('error', () => undefined);
    const line = { near, far };
    this.#lines.add(line);
    near.pipe(far);
    far.pipe(near);
    const end = () => {
      if (this.#mode === 'stalled' || silenced.has(line)) return;
      near.destroy();
      far.destroy();
      this.#lines.delete(line);
    };
    near.once('close', end);
    far.once('close', end);
    if (this.#mode === 'stalled') silence(line);
  }
}

const silenced = new WeakSet<object>();

/** Not a byte and not an end passes any more. */
function silence(line: { near: Socket; far: Socket }): void {
  silenced.add(line);
  line.near.unpipe(line.far).pause();
  line.far.unpipe(line.near).pause();
}
