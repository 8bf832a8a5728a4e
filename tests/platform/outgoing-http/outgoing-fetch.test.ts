import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Duration } from '../../../src/core/duration.js';
import { createOutgoingFetch } from '../../../src/platform/outgoing-http/outgoing-fetch.js';
import { selfSigned } from '../mail/self-signed.js';
import { type StandIn, startStandIn } from './stand-in.js';

const outgoing = createOutgoingFetch({ timeout: Duration.milliseconds(500), maxBytes: 1000 });

describe('a request to a host that the operator named', () => {
  let host: StandIn;
  beforeAll(async () => {
    host = await startStandIn();
  });
  afterAll(() => host.close());

  it('sends the method, headers and body, and reads the answer', async () => {
    host.answer((_request, response) => {
      response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] });
      response.end('{"ok":true}');
    });
    const response = await outgoing(`${host.url}/token?x=1`, {
      method: 'POST',
      headers: { authorization: 'Basic abc' },
      body: new URLSearchParams({ code: 'c d' }),
    });
    expect(response.status).toBe(201);
    expect(response.url).toBe(`${host.url}/token?x=1`);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toEqual({ ok: true });
    expect(host.seen.at(-1)).toMatchObject({
      method: 'POST',
      url: '/token?x=1',
      body: 'code=c+d',
      headers: {
        authorization: 'Basic abc',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        'content-length': '8',
        'accept-encoding': 'identity',
      },
    });
  });

  it('answers a refusal of the host as it is', async () => {
    host.answer((_request, response) => response.writeHead(400).end('{"error":"invalid_grant"}'));
    const response = await outgoing(host.url);
    expect([response.status, await response.text()]).toEqual([400, '{"error":"invalid_grant"}']);
  });

  it('answers an empty body', async () => {
    host.answer((_request, response) => response.writeHead(204).end());
    expect((await outgoing(host.url)).status).toBe(204);
  });

  it.each([300, 301, 302, 303, 304, 307, 308])('follows no redirect with %d', async (status) => {
    const before = host.seen.length;
    host.answer((_request, response) => response.writeHead(status, { location: '/elsewhere' }).end());
    await expect(outgoing(host.url)).rejects.toMatchObject({ problem: 'redirected' });
    expect(host.seen).toHaveLength(before + 1);
  });

  it('takes a body up to the limit, and not a byte more', async () => {
    host.answer((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))));
    expect((await (await outgoing(`${host.url}/1000`)).text()).length).toBe(1000);
    await expect(outgoing(`${host.url}/1001`)).rejects.toMatchObject({ problem: 'answer too large' });
  });

  it('ends an endless body at the limit', async () => {
    let closed: (() => void) | undefined;
    const ended = new Promise<void>((resolve) => {
      closed = resolve;
    });
    host.answer((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(300)), 1);
      response.on('close', () => {
        clearInterval(timer);
        closed?.();
      });
    });
    await expect(outgoing(host.url)).rejects.toMatchObject({ problem: 'answer too large' });
    await ended;
  });

  it('refuses a body that unpacks to more than it seems', async () => {
    const bomb = gzipSync(Buffer.alloc(500_000));
    expect(bomb.length).toBeLessThan(1000);
    host.answer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    await expect(outgoing(host.url)).rejects.toMatchObject({ problem: 'answer compressed' });
  });

  it.each<[string, Parameters<StandIn['answer']>[0]]>([
    ['says nothing', () => {}],
    ['says nothing after its headers', (_request, response) => void response.writeHead(200).flushHeaders()],
    [
      'sends its body byte by byte',
      (_request, response) => {
        const timer = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('gives up on a host that %s', async (_name, listener) => {
    host.answer(listener);
    const startedAt = performance.now();
    await expect(outgoing(host.url)).rejects.toMatchObject({ problem: 'timed out' });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('fails if the host hangs up in the middle', async () => {
    host.answer((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(outgoing(host.url)).rejects.toMatchObject({ problem: 'unreachable' });
  });

  it('ends with the signal of its caller', async () => {
    host.answer(() => {});
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    await expect(outgoing(host.url, { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ignores the proxies of the environment', async () => {
    host.answer((_request, response) => void response.end('direct'));
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'NODE_USE_ENV_PROXY'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : 'http://127.0.0.1:9/';
    try {
      expect(await (await outgoing(host.url)).text()).toBe('direct');
    } finally {
      names.forEach((name, i) => {
        if (before[i] === undefined) delete process.env[name];
        else process.env[name] = before[i];
      });
    }
  });

  it.each([
    'http://example.com/',
    'http://10.0.0.1/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://[::2]/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'data:,x',
  ])('refuses %s, which is neither encrypted nor on this machine', async (address) => {
    await expect(outgoing(address)).rejects.toMatchObject({ problem: 'address refused' });
  });

  it('refuses a username or password in the address', async () => {
    await expect(outgoing(`http://user:secret@127.0.0.1:${host.port}/`)).rejects.toThrow(TypeError);
  });

  it('refuses a certificate that no authority signed, whatever the environment says', async () => {
    const server = createServer(selfSigned('localhost'), (_request, response) => response.end('x'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      await expect(outgoing(address)).rejects.toMatchObject({
        problem: 'unreachable',
        cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
      server.close();
    }
  });

  it('names the host in an error, and nothing that may be secret', async () => {
    host.answer((_request, response) => response.writeHead(302, { location: '/' }).end());
    await expect(outgoing(`${host.url}/secret?code=secret`)).rejects.toThrow(
      `redirected: 127.0.0.1:${host.port}`,
    );
  });
});
