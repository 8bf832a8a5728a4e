import { openSmtpSink, type Received } from '../../platform/mail/smtp-sink.js';
import { pause } from '../../support/outcomes.js';
import { startProcess } from '../../support/process.js';
import { newOperatorEnvironment } from '../import-export/operator-environment.js';

const SUBJECT = 'Your account was suspended';
const PATIENCE = 60_000;

async function firstOf(received: readonly Received[]): Promise<Received | undefined> {
  const until = performance.now() + PATIENCE;
  while (received.length === 0 && performance.now() < until) await pause(20);
  return received[0];
}

describe('a suspension by command', () => {
  it('is mailed to the user by the service that runs next', async () => {
    const environment = await newOperatorEnvironment();
    await environment.ask('users', 'create', '--username', 'eve', '--email', 'eve@example.com');
    await environment.ask('users', 'suspend', 'eve', '--reason', 'unmailed canary');
    const waiting = () => environment.look((database) => database.outboxMail.count());
    expect(await waiting()).toBe(1);

    const sink = await openSmtpSink();
    const service = await startProcess({
      ...environment.env,
      SMTP_URL: `smtp://127.0.0.1:${sink.address.port}`,
      MAIL_FROM: 'Example <no-reply@example.com>',
    });
    const mail = await firstOf(sink.received);
    service.signal('SIGTERM');
    await service.exited;
    await sink.close();

    expect(mail?.recipients).toEqual(['eve@example.com']);
    expect(mail?.parsed.subject).toContain(SUBJECT);
    expect(mail?.raw).not.toContain('canary');
    expect([sink.received.length, await waiting()]).toEqual([1, 0]);
  }, 180_000);
});
