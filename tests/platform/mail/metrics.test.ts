import { RequestPasswordResetDocument } from '../../../src/generated/client/operations.js';
import { DeliveryError } from '../../../src/platform/mail/mailer.js';
import { Mailbox } from '../../support/adapters.js';
import { registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { until } from './outbox-environment.js';

/** Refuses whom it is told to, for good or for now. */
class StrictMailbox extends Mailbox {
  readonly refused = new Set<string>();
  readonly putOff = new Set<string>();

  override async send(mail: Parameters<Mailbox['send']>[0]): Promise<void> {
    const { address } = mail.to;
    if (this.refused.has(address)) throw new DeliveryError('EENVELOPE', 'No such mailbox', true);
    if (this.putOff.has(address)) throw new DeliveryError('ETIMEDOUT', 'Timeout');
    await super.send(mail);
  }
}

const TOKEN = 'a-token-of-the-test-0123456789abcdef';

describe('GET /metrics', () => {
  const mailer = new StrictMailbox();
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ env: { METRICS: 'on', METRICS_TOKEN: TOKEN }, adapters: { mailer } });
  });
  afterAll(() => service.stop());

  const scrape = async () => {
    const answer = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };
  const value = async (name: string) =>
    Number(new RegExp(`^${name} (.+)$`, 'm').exec((await scrape()).text)?.[1]);

  it('tells how many mails wait, left, and were given up', async () => {
    const [reached, refused, putOff] = [
      await registerPerson(service.client),
      await registerPerson(service.client),
      await registerPerson(service.client),
    ];
    // Whatever registering sends.
    await until(async () => (await value('latchkey_mails_waiting')) === 0);
    const delivered = await value('latchkey_mails_delivered_total');
    mailer.refused.add(refused.email);
    mailer.putOff.add(putOff.email);
    for (const { email } of [reached, refused, putOff])
      await service.client.run(RequestPasswordResetDocument, { input: { email } });
    await until(async () => (await value('latchkey_mails_waiting')) === 1);
    expect(await value('latchkey_mails_dead_letters')).toBe(1);
    expect(await value('latchkey_mails_delivered_total')).toBe(delivered + 1);
    expect(await value('latchkey_mails_expired_total')).toBe(0);
  });

  it('tells of the process, in the words of Prometheus', async () => {
    const { status, type, text } = await scrape();
    expect([status, type]).toEqual([200, expect.stringMatching(/^text\/plain; version=0\.0\.4/)]);
    expect(text).toContain('# TYPE latchkey_mails_delivered_total counter');
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  });

  it('HH-6: tells of nobody', async () => {
    const { username, email, tokens } = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email } });
    await service.mailbox.token(email);
    const { text } = await scrape();
    for (const told of [username, email, tokens.user.id, '@']) expect(text).not.toContain(told);
  });
});

describe('without METRICS=on', () => {
  it('HH-6: there is no such page', async () => {
    const service = await startService();
    expect(
      (await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })).status,
    ).toBe(404);
    await service.stop();
  });
});
