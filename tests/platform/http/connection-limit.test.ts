import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { CONNECTIONS_PER_ADDRESS } from '../../../src/platform/http/connection-limit.js';
import { sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';
import { until } from '../mail/outbox-environment.js';

const STRANGER = '127.0.0.2';
const NEIGHBOUR = '127.0.0.3';
const PROXY = '127.0.0.4';

describe('the connections of one address', () => {
  let service: TestService;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    service = await startService({ env: { RATE_LIMITS: 'on', TRUST_PROXY: PROXY } });
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  afterAll(() => service.stop());

  async function open(localAddress: string): Promise<Socket> {
    const { hostname, port } = new URL(service.url);
    const socket = connect({ host: hostname, port: Number(port), localAddress });
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  async function openMany(localAddress: string, count: number): Promise<Socket[]> {
    const opened: Socket[] = [];
    for (let each = 0; each < count; each += 1) opened.push(await open(localAddress));
    return opened;
  }

  const answers = (localAddress: string) =>
    sendRaw(`${service.url}/healthz`, { method: 'GET', localAddress }).then(
      ({ status }) => status,
      (error: NodeJS.ErrnoException) => error.code,
    );

  it('DO-3: are closed beyond the limit, while other addresses are served', async () => {
    await openMany(STRANGER, CONNECTIONS_PER_ADDRESS);
    expect(await answers(STRANGER)).toBe('ECONNRESET');
    expect(await answers(NEIGHBOUR)).toBe(200);
  });

  it('are open again as soon as one of them has ended', async () => {
    const [first] = await openMany(STRANGER, CONNECTIONS_PER_ADDRESS);
    first?.destroy();
    await until(async () => (await answers(STRANGER)) === 200);
  });

  it('are not counted for a trusted proxy, which brings those of many clients', async () => {
    await openMany(PROXY, CONNECTIONS_PER_ADDRESS + 1);
    expect(await answers(PROXY)).toBe(200);
  });

  it('that are too many are told in the log once, with the setting to change', async () => {
    await openMany(STRANGER, CONNECTIONS_PER_ADDRESS + 3);
    await until(async () => service.log.text.includes('too many connections from one address'));
    expect(service.log.text.match(/too many connections from one address/g)).toHaveLength(1);
    expect(service.log.text).toContain('TRUST_PROXY');
  });
});
