import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import { Client } from '../../support/client.js';
import { freePort } from '../../support/process.js';
import { startService, type TestService } from '../../support/service.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The blocks of a page in one language, as they stand there. */
export function blocksOf(page: string, language: string): string[] {
  const text = readFileSync(`${ROOT}/${page}`, 'utf8');
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'));
  return [...blocks].map(([, block = '']) => block);
}

/** What the other subgraph knows: users by their ids, and nothing about them that Latchkey knows. */
export interface Known {
  readonly colours: Map<string, string>;
  readonly reviews: { readonly text: string; readonly authorId: string }[];
}

export interface FederatedGraph {
  readonly service: TestService;
  readonly known: Known;
  /** Speaks to the gateway. */
  readonly client: Client;
  stop(): Promise<void>;
}

/** The graph of docs/federation.md as it is written there: Latchkey, another subgraph, and the gateway as a process. */
export async function startGraph(): Promise<FederatedGraph> {
  const service = await startService({ env: { FEDERATION: 'on', TRUST_PROXY: '127.0.0.1' } });
  const known: Known = { colours: new Map(), reviews: [] };
  const other = await startOtherSubgraph(known);
  const gateway = await startGateway(service.client.url, other.url);
  return {
    service,
    known,
    client: new Client(gateway.url, undefined, service.client.scan),
    stop: async () => {
      await gateway.kill();
      await other.stop();
      await service.stop();
    },
  };
}

async function startOtherSubgraph({ colours, reviews }: Known) {
  const [sdl = ''] = blocksOf('docs/federation.md', 'graphql');
  const machinery = `
    scalar _Any
    union _Entity = User
    type _Service { sdl: String! }
    extend type Query { _service: _Service! _entities(representations: [_Any!]!): [_Entity]! }`;
  const schema = buildSchema(sdl + machinery, { assumeValidSDL: true });
  const user = (id: string) => ({ __typename: 'User', id, favouriteColour: colours.get(id) });
  const rootValue = {
    _service: { sdl },
    _entities: ({ representations }: { representations: { id: string }[] }) =>
      representations.map(({ id }) => user(id)),
    reviews: () => reviews.map(({ text, authorId }) => ({ text, author: user(authorId) })),
  };
  const server = createServer(createHandler({ schema, rootValue })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function startGateway(latchkey: string, other: string) {
  const port = await freePort();
  const [written = ''] = blocksOf('docs/federation.md', 'js');
  const code = written
    .replace('http://localhost:4000/graphql', latchkey)
    .replace('http://localhost:4001/graphql', other)
    .replaceAll('4100', String(port));
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const exited = once(child, 'close').finally(() => process.off('exit', end));
  let output = '';
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        if (output.includes('Ready: ')) resolve();
      });
  });
  await Promise.race([ready, exited]);
  if (child.exitCode !== null) throw new Error(`The gateway ended:\n${output}`);
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    kill: async () => {
      end();
      await exited;
    },
  };
}
