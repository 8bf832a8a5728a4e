import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { sendRaw } from '../../support/raw-http.js';

type Disturbance =
  | 'lose the answer'
  | 'never arrive'
  | 'never be answered'
  | { readonly answer: object; readonly status?: number };

/**
 * The address that clients know: it shows pages, hands everything else to the service, remembers which operations came by,
 * and can disturb one.
 */
export class Front {
  /** The names of the operations that came by, in their order. */
  readonly seen: string[] = [];
  lastHeaders: IncomingMessage['headers'] = {};
  readonly #pages = new Map<string, { type: string; text: string }>();
  readonly #disturbances: { name: string; how: Disturbance }[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #service = '';

  static async open(): Promise<Front> {
    const front = new Front();
    front.#server.listen(0, 'localhost');
    await once(front.#server, 'listening');
    return front;
  }

  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `${this.origin}/graphql`;
  }

  before(service: string): void {
    this.#service = service;
  }

  show(path: string, type: string, text: string): void {
    this.#pages.set(path, { type, text });
  }

  /** Disturbs the next operation of this name. */
  disturb(name: string, how: Disturbance): void {
    this.#disturbances.push({ name, how });
  }

  count(name: string): number {
    return this.seen.filter((seen) => seen === name).length;
  }

  forget(): void {
    this.seen.length = 0;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const page = this.#pages.get(request.url ?? '');
    if (page) {
      response.setHeader('content-type', page.type).end(page.text);
      return;
    }
    if (this.#service === '') {
      response.writeHead(404).end();
      return;
    }
    this.lastHeaders = request.headers;
    const body = await buffer(request);
    const how = this.#takeDisturbance(body.toString());
    if (how === 'never arrive') {
      request.socket.destroy();
      return;
    }
    if (how === 'never be answered') return;
    if (how !== null && how !== 'lose the answer') {
      response
        .writeHead(how.status ?? 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(how.answer));
      return;
    }
    const { connection: _hop, 'content-length': _length, ...headers } = request.headers;
    const answer = await sendRaw(`${this.#service}${request.url}`, {
      method: request.method ?? 'GET',
      headers,
      body,
    });
    if (how === 'lose the answer') {
      request.socket.destroy();
      return;
    }
    const { connection: _itsHop, 'transfer-encoding': _framing, ...kept } = answer.headers;
    for (const [name, value] of Object.entries(kept))
      if (value !== undefined) response.setHeader(name, value);
    response.writeHead(answer.status).end(answer.text);
  }

  #takeDisturbance(body: string): Disturbance | null {
    const name = /"query":"(?:query|mutation) (\w+)/.exec(body)?.[1];
    if (name === undefined) return null;
    this.seen.push(name);
    const index = this.#disturbances.findIndex((planned) => planned.name === name);
    return index < 0 ? null : (this.#disturbances.splice(index, 1)[0]?.how ?? null);
  }
}
