import { RequestPasswordResetDocument } from '../../../src/generated/client/operations.js';
import { pause } from '../../support/outcomes.js';
import { registerPerson, uniqueName } from '../../support/people.js';
import {
  describeEmbedded,
  freePort,
  preparedFolder,
  type RunningProcess,
  startProcess,
} from '../../support/process.js';
import { isReset, openSmtpSink, type SmtpSink } from './smtp-sink.js';

/** How long a mail may rest after its first failure. */
const FIRST_PAUSE = 2000;

async function arrived(sink: SmtpSink, count: number, within: number): Promise<readonly string[]> {
  const until = performance.now() + within;
  while (sink.received.filter(isReset).length < count && performance.now() < until) await pause(20);
  return sink.received.filter(isReset).flatMap(({ recipients }) => recipients);
}

async function start(port: number, folder: string): Promise<RunningProcess> {
  return startProcess({
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'Example <no-reply@example.com>',
  });
}

describeEmbedded('a service whose mail server is down', () => {
  let port: number;
  let service: RunningProcess;
  let sink: SmtpSink | undefined;
  beforeAll(async () => {
    port = await freePort();
    service = await start(port, await preparedFolder());
  }, 180_000);
  afterAll(async () => {
    await service.kill();
    await sink?.close();
  });

  const request = (email: string) => service.client.run(RequestPasswordResetDocument, { input: { email } });

  it('registers people, and answers requests for a link the same and as fast as for nobody', async () => {
    const person = await registerPerson(service.client);
    const longest = { somebody: 0, nobody: 0 };
    for (let i = 0; i < 10; i++) {
      for (const who of ['somebody', 'nobody'] as const) {
        const startedAt = performance.now();
        const email = who === 'somebody' ? person.email : `${uniqueName()}@example.com`;
        const { requestPasswordReset } = await request(email);
        longest[who] = Math.max(longest[who], performance.now() - startedAt);
        expect(requestPasswordReset).toEqual({
          success: true,
          message: 'If the email exists, a password reset link has been sent',
        });
      }
    }
    expect(longest.somebody).toBeLessThan(FIRST_PAUSE / 2);
    expect(longest.nobody).toBeLessThan(FIRST_PAUSE / 2);
  }, 180_000);

  it('delivers the mail once the server is back', async () => {
    const { email } = await registerPerson(service.client);
    await request(email);
    // Two of the ten that were asked for one mailbox, and this one. Time enough to have failed.
    await pause(500);
    expect(service.stderr()).toContain('mail not delivered, will retry');
    sink = await openSmtpSink({}, port);
    const recipients = await arrived(sink, 3, 60_000);
    expect(recipients).toContain(email);
    expect(recipients).toHaveLength(3);
  }, 180_000);

  it('never says in its log what the mail says', () => {
    const mails = sink?.received ?? [];
    const tokens = mails.map(({ parsed }) => /token=([\w-]+)/.exec(parsed.text ?? '')?.[1]);
    expect(tokens.length).toBeGreaterThanOrEqual(3);
    for (const token of tokens) expect(service.stderr()).not.toContain(token ?? 'no token');
  }, 180_000);
});

describeEmbedded('a service that is told to end while mails wait for their server', () => {
  it('ends at once, and its next start delivers them', async () => {
    const port = await freePort();
    const folder = await preparedFolder();
    const first = await start(port, folder);
    const { email } = await registerPerson(first.client);
    await first.client.run(RequestPasswordResetDocument, { input: { email } });
    const toldAt = performance.now();
    first.signal('SIGTERM');
    expect(await first.exited).toEqual({ code: 0, signal: null });
    // Less than the five seconds that the service gives to mails in delivery: none is.
    expect(performance.now() - toldAt).toBeLessThan(5000);
    const sink = await openSmtpSink({}, port);
    const next = await start(port, folder);
    expect(await arrived(sink, 1, 60_000)).toEqual([email]);
    await next.kill();
    await sink.close();
  }, 180_000);
});
