import { connect } from 'node:net';
import { startService, type TestService } from '../support/service.js';

const PROMISED_MS = 30_000;

describe('a client that sends its request slowly', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it.each([1, 16])('DO-3: holds a connection for 30 seconds at most (%i at once)', async (count) => {
    const held = await Promise.all(Array.from({ length: count }, () => dribble(service.url)));
    for (const { milliseconds, answer } of held) {
      expect(milliseconds).toBeLessThan(PROMISED_MS + 1_000);
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    }
  });
});

/** Sends a byte of a body each second until the service ends the connection. */
function dribble(url: string): Promise<{ milliseconds: number; answer: string }> {
  const { hostname, port } = new URL(url);
  const began = performance.now();
  const socket = connect(Number(port), hostname);
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
  );
  const timer = setInterval(() => socket.write(' '), 1_000);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => undefined);
  return new Promise((resolve) =>
    socket.once('close', () => {
      clearInterval(timer);
      resolve({ milliseconds: performance.now() - began, answer });
    }),
  );
}
