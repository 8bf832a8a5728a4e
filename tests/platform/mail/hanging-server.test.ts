import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { LoginDocument, RequestPasswordResetDocument } from '../../../src/generated/client/operations.js';
import { SmtpMailer } from '../../../src/platform/mail/smtp-mailer.js';
import { registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { until } from './outbox-environment.js';

/** It takes every connection and never says a word. */
const silent = createServer();
const callers = new Set<Socket>();
let mailer: SmtpMailer;
let service: TestService;

beforeAll(async () => {
  silent.on('connection', (socket) => {
    callers.add(socket.on('error', () => {}));
  });
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  mailer = new SmtpMailer({
    server: { host: '127.0.0.1', port, security: 'none' },
    from: { name: '', address: 'no-reply@example.com' },
  });
  service = await startService({ adapters: { mailer } });
});
afterAll(async () => {
  await mailer.close();
  for (const socket of callers) socket.destroy();
  await service.stop();
  silent.close();
});

describe('a mail server that hangs', () => {
  it('REG-13, DO-6: keeps nobody waiting: a request, and one that tells of a new device, are answered', async () => {
    const { email, password } = await registerPerson(service.client, { deviceFingerprint: 'one' });
    // Whatever registering sends.
    const before = await service.database.outboxMail.count();
    const request = () => service.client.run(RequestPasswordResetDocument, { input: { email } });
    await request();
    await until(() => callers.size > 0);
    for (let count = 0; count < 5; count++) await request();
    await service.client.run(LoginDocument, {
      input: { usernameOrEmail: email, password, deviceFingerprint: 'other' },
    });
    expect(await service.database.outboxMail.count()).toBe(before + 7);
    expect([...callers].every((socket) => !socket.destroyed)).toBe(true);
  });
});
