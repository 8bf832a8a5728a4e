import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Duration } from '../../../src/core/duration.js';
import { PinnedSender, type Resolve } from '../../../src/platform/outgoing-http/pinned-sender.js';
import { selfSigned } from '../mail/self-signed.js';

const HOST = 'hooks.example.com';
const certificate = selfSigned(HOST);
const body = Buffer.from('{"type":"user.suspended"}');

/** Answers the look-ups one after the other; the last answer stands. */
function resolving(...answers: string[][]): Resolve & { asked: string[] } {
  const asked: string[] = [];
  const resolve: Resolve = (host, _options, done) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(host);
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return Object.assign(resolve, { asked });
}

describe('a request to an address that a user typed', () => {
  let server: Server;
  let port: number;
  let received: string[] = [];
  const sockets = new Set<unknown>();
  beforeAll(async () => {
    server = createServer(certificate, (request, response) => {
      received.push(`${request.method} ${request.url} ${request.headers.host}`);
      sockets.add(request.socket);
      if (request.url === '/slow') return;
      if (request.url === '/redirect') response.writeHead(307, { location: 'https://127.0.0.1/' });
      request.pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    received = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const sender = (resolve: Resolve, allowedNetworks: string[] = []) =>
    new PinnedSender({
      rules: { publicUrl: 'https://auth.example.com', allowedNetworks, ports: [port] },
      limits: { timeout: Duration.milliseconds(500), maxBytes: 1000 },
      resolve,
      ca: certificate.cert,
    });
  const post = (to: PinnedSender, path = '/hook', host = HOST) =>
    to.post(`https://${host}:${port}${path}`, { 'content-type': 'application/json' }, body);

  it('goes to the checked address, under the name of the host', async () => {
    const resolve = resolving(['127.0.0.1']);
    const answer = await post(sender(resolve, ['127.0.0.0/8']));
    expect([answer.status, answer.body.toString()]).toEqual([200, body.toString()]);
    expect(received).toEqual([`POST /hook ${HOST}:${port}`]);
    expect(resolve.asked).toEqual([HOST]);
  });

  it.each([
    ['this machine', ['127.0.0.1']],
    ['this machine by IPv6', ['::1']],
    ['this machine by a mapped address', ['::ffff:127.0.0.1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['a public and a private address', ['93.184.215.14', '127.0.0.1']],
    ['nothing', []],
  ])('OUT-2: is not sent if the host resolves to %s', async (_name, addresses) => {
    await expect(post(sender(resolving(addresses)))).rejects.toMatchObject({ problem: 'address refused' });
    expect(received).toEqual([]);
  });

  it('OUT-2: gains nothing from a host that resolves to another address a moment later', async () => {
    const resolve = resolving(['127.0.0.1'], ['10.0.0.1']);
    const rebinding = sender(resolve, ['127.0.0.0/8']);
    await post(rebinding);
    expect(resolve.asked).toHaveLength(1);
    await expect(post(rebinding)).rejects.toMatchObject({ problem: 'address refused', cause: 'not public' });
    expect(received).toHaveLength(1);
  });

  it('is checked without a look-up if the host is an IP address', async () => {
    const resolve = resolving(['93.184.215.14']);
    await expect(post(sender(resolve), '/hook', '2130706433')).rejects.toMatchObject({
      problem: 'address refused',
      host: `127.0.0.1:${port}`,
    });
    expect([resolve.asked, received]).toEqual([[], []]);
  });

  it('follows no redirect', async () => {
    const to = sender(resolving(['127.0.0.1']), ['127.0.0.0/8']);
    await expect(post(to, '/redirect')).rejects.toMatchObject({ problem: 'redirected' });
    expect(received).toHaveLength(1);
  });

  it('ends in time, also while the host is looked up', async () => {
    const to = sender(resolving(['127.0.0.1']), ['127.0.0.0/8']);
    await expect(post(to, '/slow')).rejects.toMatchObject({ problem: 'timed out' });
    await expect(post(sender(() => {}))).rejects.toMatchObject({ problem: 'timed out' });
  });

  it('shares no connection with another request', async () => {
    sockets.clear();
    const to = sender(resolving(['127.0.0.1']), ['127.0.0.0/8']);
    await post(to);
    await post(to);
    expect(sockets.size).toBe(2);
  });

  it('is refused if the certificate names another host', async () => {
    const to = sender(resolving(['127.0.0.1']), ['127.0.0.0/8']);
    await expect(post(to, '/hook', 'other.example.com')).rejects.toMatchObject({ problem: 'unreachable' });
    expect(received).toEqual([]);
  });
});
