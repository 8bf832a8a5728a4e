import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import express from 'express';
import Fastify from 'fastify';
import { Duration } from '../../../src/core/duration.js';
import { type CallerContext, callerContext } from '../../../src/packages/verifier/apollo.js';
import * as expressAdapter from '../../../src/packages/verifier/express.js';
import * as fastifyAdapter from '../../../src/packages/verifier/fastify.js';
import {
  type Caller,
  createTokenVerifier,
  type TokenVerifier,
} from '../../../src/packages/verifier/index.js';
import { MovableClock } from '../../support/adapters.js';
import { type KeyServer, newKey, signAccessToken, startKeyServer } from '../../support/key-server.js';
import { sendRaw } from '../../support/raw-http.js';

/** What a server of this test tells of its caller. */
const known = ({ claims, refusal }: Caller) => ({
  user: claims?.sub ?? null,
  because: refusal?.code ?? null,
});

interface Running {
  readonly url: string;
  close(): Promise<unknown>;
}

const GRAPHQL = { headers: { 'content-type': 'application/json' } };

function apolloServer(): ApolloServer<CallerContext> {
  return new ApolloServer<CallerContext>({
    typeDefs: 'type Query { user: String because: String own: String admin: String fresh: String }',
    resolvers: {
      Query: {
        user: (_parent, _args, { caller }) => known(caller).user,
        because: (_parent, _args, { caller }) => known(caller).because,
        own: (_parent, _args, { caller }) => caller.require().sub,
        admin: (_parent, _args, { caller }) => caller.requireRole('ADMIN').sub,
        fresh: (_parent, _args, { caller }) => caller.requireFresh(FRESH).sub,
      },
    },
    stopOnTerminationSignals: false,
  });
}

const FRESH = { acr: 'aal2', maxAge: 600 };

const SERVERS: Readonly<Record<string, (verifier: TokenVerifier) => Promise<Running>>> = {
  Express: async (verifier) => {
    const app = express();
    app.use(expressAdapter.identifyCaller(verifier));
    app.get('/', (request, response) => void response.json(known(request.caller)));
    app.get('/admin', expressAdapter.requireRole('ADMIN'), (request, response) => {
      response.json(known(request.caller));
    });
    app.get('/fresh', expressAdapter.requireFresh(FRESH), (request, response) => {
      response.json(known(request.caller));
    });
    app.get('/own', expressAdapter.requireCaller, (request, response) => {
      response.json(known(request.caller));
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, close: async () => server.close() };
  },
  Fastify: async (verifier) => {
    const app = Fastify();
    app.addHook('onRequest', fastifyAdapter.identifyCaller(verifier));
    app.get('/', async (request) => known(request.caller));
    app.get('/own', { onRequest: fastifyAdapter.requireCaller }, async (request) => known(request.caller));
    app.get('/admin', { onRequest: fastifyAdapter.requireRole('ADMIN') }, async ({ caller }) =>
      known(caller),
    );
    app.get('/fresh', { onRequest: fastifyAdapter.requireFresh(FRESH) }, async ({ caller }) => known(caller));
    return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
  },
  'Apollo Server': async (verifier) => {
    const server = apolloServer();
    const context = callerContext(verifier);
    const { url } = await startStandaloneServer(server, { context, listen: { host: '127.0.0.1', port: 0 } });
    return { url, close: () => server.stop() };
  },
  'Apollo Server in Fastify': async (verifier) => {
    const server = apolloServer();
    await server.start();
    const app = Fastify();
    app.post('/', fastifyApolloHandler(server, { context: callerContext(verifier) }));
    app.addHook('onClose', () => server.stop());
    return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
  },
};

let keys: KeyServer;
let clock: MovableClock;
let running: Running;
let token: string;
const key = newKey();
const subOf = (text: string) => JSON.parse(atob(text.split('.')[1] ?? ''))['sub'];

describe.each(Object.entries(SERVERS))('%s', (name, start) => {
  beforeEach(async () => {
    keys = await startKeyServer();
    keys.publish(key.jwk);
    clock = new MovableClock();
    const now = () => clock.now();
    running = await start(createTokenVerifier({ issuer: keys.issuer, now }));
    token = await signAccessToken(key, { issuer: keys.issuer, now: now() });
  });
  afterEach(async () => {
    await running.close();
    await keys.close();
  });

  const isGraphQL = name.startsWith('Apollo');

  /** What the open address knows of who sends these headers. */
  async function knownOf(headers: OutgoingHttpHeaders): Promise<unknown> {
    const { text } = isGraphQL
      ? await sendRaw(running.url, {
          headers: { ...GRAPHQL.headers, ...headers },
          body: '{"query":"{ user because }"}',
        })
      : await sendRaw(running.url, { method: 'GET', headers });
    const json = JSON.parse(text);
    return isGraphQL ? json.data : json;
  }

  /** The status and the code with which the closed one refuses them; null when it does not. */
  async function refusalOf(
    headers: OutgoingHttpHeaders,
    place: 'own' | 'admin' | 'fresh' = 'own',
  ): Promise<unknown> {
    if (isGraphQL) {
      const body = `{"query":"{ ${place} }"}`;
      const { text } = await sendRaw(running.url, { headers: { ...GRAPHQL.headers, ...headers }, body });
      const { status, code } = JSON.parse(text).errors?.[0].extensions ?? {};
      return status === undefined ? null : [status, code];
    }
    const { status, text } = await sendRaw(`${running.url}/${place}`, { method: 'GET', headers });
    const { statusCode, code } = JSON.parse(text);
    expect([200, statusCode]).toContain(status);
    return status === 200 ? null : [status, code];
  }

  const bearer = (of: string) => ({ authorization: `Bearer ${of}` });
  const nobody = (because: string) => ({ user: null, because });

  it('knows who calls, and tells a bad token, an old one and none apart', async () => {
    expect(await knownOf(bearer(token))).toEqual({ user: subOf(token), because: null });
    expect(await refusalOf(bearer(token))).toBeNull();
    expect(await knownOf({})).toEqual(nobody('UNAUTHENTICATED'));
    expect(await knownOf({ authorization: 'Basic x' })).toEqual(nobody('UNAUTHENTICATED'));
    expect(await knownOf(bearer(`${token}x`))).toEqual(nobody('TOKEN_INVALID'));
    expect(await refusalOf({})).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refusalOf(bearer('x'))).toEqual([401, 'TOKEN_INVALID']);
    clock.advance(Duration.minutes(15));
    expect(await knownOf(bearer(token))).toEqual(nobody('TOKEN_EXPIRED'));
    expect(await refusalOf(bearer(token))).toEqual([401, 'TOKEN_EXPIRED']);
  });

  it('lets in a caller of the very role that is required, and of no other', async () => {
    const of = (role: string) =>
      signAccessToken(key, { issuer: keys.issuer, now: clock.now(), claims: { role } });
    expect(await refusalOf(bearer(await of('ADMIN')), 'admin')).toBeNull();
    for (const role of ['USER', 'MODERATOR', 'SUPERADMIN', 'admin'])
      expect(await refusalOf(bearer(await of(role)), 'admin')).toEqual([403, 'FORBIDDEN']);
    expect(await refusalOf({}, 'admin')).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refusalOf(bearer('x'), 'admin')).toEqual([401, 'TOKEN_INVALID']);
  });

  it('lets in a caller whose proof is strong and fresh enough, and no other', async () => {
    const of = (acr: string, ago: number) => {
      const auth_time = Math.floor(clock.now().getTime() / 1000) - ago;
      const claims = { auth_time, acr, amr: ['pwd'] };
      return signAccessToken(key, { issuer: keys.issuer, now: clock.now(), claims });
    };
    expect(await refusalOf(bearer(await of('aal2', 60)), 'fresh')).toBeNull();
    expect(await refusalOf(bearer(await of('aal1', 60)), 'fresh')).toEqual([401, 'STEP_UP_REQUIRED']);
    expect(await refusalOf(bearer(await of('aal2', 601)), 'fresh')).toEqual([401, 'STEP_UP_REQUIRED']);
    expect(await refusalOf({}, 'fresh')).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('JWT-9: takes two headers for one bad token', async () => {
    const other = await signAccessToken(key, { issuer: keys.issuer, now: clock.now() });
    // Node's types know only one; its client sends each of a list on a line of its own.
    const authorization = [`Bearer ${token}`, `Bearer ${other}`] as unknown as string;
    expect(await knownOf({ authorization })).toEqual(nobody('TOKEN_INVALID'));
    expect(await refusalOf({ authorization })).toEqual([401, 'TOKEN_INVALID']);
  });

  it('answers 503 where nobody can tell, and greets everybody meanwhile', async () => {
    keys.answer((_request, response) => void response.destroy());
    expect(await knownOf(bearer(token))).toEqual(nobody('SERVICE_UNAVAILABLE'));
    expect(await refusalOf(bearer(token))).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(await refusalOf({})).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('what requires a caller', () => {
  it('lets nobody in where nothing has said who calls', async () => {
    const app = Fastify();
    app.get('/', { onRequest: fastifyAdapter.requireCaller }, async () => 'let in');
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    expect((await fetch(url)).status).toBe(500);
    await app.close();
    // The name by which Express keeps a mistake of its own user out of the log.
    const other = express().set('env', 'test');
    other.get('/', expressAdapter.requireCaller, (_request, response) => void response.send('let in'));
    const server = other.listen(0, '127.0.0.1');
    await once(server, 'listening');
    expect((await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).status).toBe(500);
    server.close();
  });
});
