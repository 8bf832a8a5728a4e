import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startService, type TestService } from '../../support/service.js';

describe('the addresses for load balancers', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  /** The whole answer to a request that is sent exactly as it is written. */
  async function say(...lines: readonly string[]): Promise<string> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.write([...lines, '', ''].join('\r\n'));
    return text(socket);
  }

  it.each(['/readyz', '/healthz'])(
    'answer the default check of HAProxy at %s: HTTP/1.0 without Host',
    async (path) => {
      for (const method of ['OPTIONS', 'GET', 'HEAD'])
        expect(await say(`${method} ${path} HTTP/1.0`)).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  it('run an operation over HTTP/1.0 without Host too', async () => {
    const body = JSON.stringify({ query: '{ passwordPolicy { minLength } }' });
    const head = [
      'POST /graphql HTTP/1.0',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    expect(await say(...head, '', body)).toContain('{"data":{"passwordPolicy":{"minLength":8}}}');
  });

  it.each([
    ['no Host in HTTP/1.1', ['GET /readyz HTTP/1.1', 'Connection: close']],
    ['two Host lines', ['GET /readyz HTTP/1.1', 'Host: a.example', 'Host: b.example', 'Connection: close']],
    [
      'two equal Host lines',
      ['GET /readyz HTTP/1.1', 'Host: a.example', 'Host: a.example', 'Connection: close'],
    ],
    ['two Host lines in HTTP/1.0', ['GET /readyz HTTP/1.0', 'Host: a.example', 'Host: b.example']],
    ['a Host with a path', ['GET /readyz HTTP/1.1', 'Host: a.example/b', 'Connection: close']],
    ['a Host with a user', ['GET /readyz HTTP/1.1', 'Host: a@b.example', 'Connection: close']],
    ['an empty Host', ['GET /readyz HTTP/1.1', 'Host:', 'Connection: close']],
  ])('refuse %s as a bad request (RFC 9112 section 3.2)', async (_what, lines) => {
    expect(await say(...lines)).toMatch(/^HTTP\/1\.1 400 /);
  });
});
