import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { newFolder } from './database.js';
import { codeBlocks } from './examples.js';
import { pause } from './outcomes.js';
import { freePort } from './process.js';
import { type Program, programEnvironment } from './programs.js';
import type { TestService } from './service.js';
import { TcpProxy } from './tcp-proxy.js';

const PAGE = 'docs/proxies.md';

/** The service behind a proxy. */
export class Upstream {
  /** The headers of the last request; null if no request came. */
  reached: IncomingHttpHeaders | null = null;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.reached = request.headers;
      request.resume().on('end', () => response.end(`reached by ${request.headers['latchkey-user-id']}`));
    }).listen(0, '127.0.0.1');
  }

  static async start(): Promise<Upstream> {
    const upstream = new Upstream();
    await once(upstream.#server, 'listening');
    return upstream;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A connection to the service that a test can break. */
export async function connectionTo(service: TestService): Promise<TcpProxy> {
  return TcpProxy.before({ host: '127.0.0.1', port: Number(new URL(service.url).port) });
}

/** A proxy of docs/proxies.md. */
export interface DocumentedProxy {
  readonly program: Program;
  readonly heading: string;
  /** Turns the blocks of the page into files, of which the first is the configuration. */
  files(blocks: (language: string) => Promise<string>, folder: string): Promise<Record<string, string>>;
  command(configuration: string, folder: string): readonly string[];
}

export interface ProxyAddresses {
  /** The host and port of Latchkey. */
  readonly latchkey: string;
  readonly upstream: string;
}

/** Starts a proxy with the configuration of the page. Only addresses and paths differ. */
export async function startDocumentedProxy(
  { heading, files, command }: DocumentedProxy,
  { latchkey, upstream }: ProxyAddresses,
): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = newFolder();
  await mkdir(folder);
  const port = await freePort();
  const block = async (language: string) => {
    const blocks = await codeBlocks(PAGE, heading, language);
    expect(blocks).toHaveLength(1);
    return (blocks[0] ?? '')
      .replaceAll('127.0.0.1:4000', latchkey)
      .replaceAll('127.0.0.1:3000', upstream)
      .replace(/\b(listen|bind) (?:\*?:)?8080\b/, `$1 127.0.0.1:${port}`)
      .replace('orders.example.com', `http://127.0.0.1:${port}`);
  };
  const written = Object.entries(await files(block, folder));
  for (const [name, text] of written) await writeFile(join(folder, name), text);
  const [program = '', ...args] = command(join(folder, written[0]?.[0] ?? ''), folder);
  // Caddy writes its configuration into the home of its user otherwise.
  const env = { ...programEnvironment, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'spawn');
  const url = `http://127.0.0.1:${port}`;
  await listening(url);
  return { url, stop: () => stop(child) };
}

async function listening(url: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await fetch(url).then(Boolean, () => false)) return;
    await pause(20);
  }
  throw new Error('The proxy does not listen');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
