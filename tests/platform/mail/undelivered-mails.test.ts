import { Duration } from '../../../src/core/duration.js';
import { SmtpMailer } from '../../../src/platform/mail/smtp-mailer.js';
import { pause } from '../../support/outcomes.js';
import { type OutboxEnvironment, openOutbox, outside, until } from './outbox-environment.js';
import { outgoingReset } from './reset-mail.js';
import { openSmtpSink, type SmtpSink } from './smtp-sink.js';

const FROM = { name: '', address: 'no-reply@mail.example.org' };
const smtp = ({ address }: SmtpSink) => new SmtpMailer({ server: address, from: FROM });

let environment: OutboxEnvironment;
beforeAll(async () => {
  environment = await openOutbox();
});
afterEach(() => environment.clear());
afterAll(() => environment.close());

const addressed = (index: number) => outgoingReset({ address: `user${index}@example.com` });

describe('a mail server that is down', () => {
  it('is given every mail once when it is back', async () => {
    const gone = await openSmtpSink();
    await gone.close();
    const mailer = smtp(gone);
    const { worker, log } = environment.employ(mailer);
    for (let index = 0; index < 20; index++) await environment.put(addressed(index));
    await until(() => log.lines.length === 20);
    await until(async () =>
      (await environment.rows()).every(
        ({ dueAt }) => dueAt < Duration.seconds(60).after(environment.clock.now()),
      ),
    );
    expect(log.lines[0]).toEqual({
      level: 'warn',
      message: 'mail not delivered, will retry',
      mail: expect.any(String),
      kind: 'passwordReset',
      code: 'ESOCKET',
      reason: expect.stringContaining('ECONNREFUSED'),
      to: 'u***@example.com',
      attempt: 1,
    });
    const sink = await openSmtpSink({}, gone.address.port);
    environment.clock.advance(Duration.seconds(2));
    worker.wake();
    await until(() => environment.isEmpty());
    const recipients = sink.received.flatMap((mail) => mail.recipients);
    expect([recipients.length, new Set(recipients).size]).toEqual([20, 20]);
    await mailer.close();
    await sink.close();
  });

  it('does not get a mail any more that has expired meanwhile', async () => {
    const { mailer, tries } = outside(() => Promise.reject(new Error('down')));
    const { worker, log, delivery } = environment.employ(mailer);
    await environment.put(outgoingReset(), Duration.minutes(5));
    await until(() => log.lines.length === 1);
    environment.clock.advance(Duration.minutes(5));
    await until(async () => {
      worker.wake();
      return environment.isEmpty();
    });
    expect(tries()).toBe(1);
    expect(log.lines.at(-1)).toMatchObject({ level: 'info', message: 'mail expired unsent', attempts: 1 });
    expect(delivery.counts).toEqual({ delivered: 0, expired: 1 });
  });

  it('is left alone for longer after every failure, up to a limit', async () => {
    const dueAt = async () => (await environment.rows())[0]?.dueAt.getTime() ?? 0;
    let lease: number | null = null;
    const { mailer, tries } = outside(async () => {
      lease = await dueAt();
      throw new Error('down');
    });
    const { worker } = environment.employ(mailer);
    await environment.put(outgoingReset(), Duration.minutes(60));
    const rests: number[] = [];
    for (let count = 1; count <= 6; count++) {
      lease = null;
      worker.wake();
      await until(() => tries() === count);
      const triedAt = environment.clock.now().getTime();
      // While it is tried, its turn is the end of the lease. Once the try has failed, its turn is after the rest.
      await until(async () => lease !== null && (await dueAt()) !== lease);
      const rest = (await dueAt()) - triedAt;
      rests.push(rest / 1000);
      environment.clock.advance(Duration.milliseconds(rest));
    }
    for (const [index, longest] of [2, 8, 32, 128, 300, 300].entries()) {
      expect(rests[index]).toBeGreaterThanOrEqual(longest / 2 - 0.1);
      expect(rests[index]).toBeLessThanOrEqual(longest + 0.1);
    }
  });
});

describe('a mail that never can be delivered', () => {
  it('ER-6: is a dead letter when the server refuses it for good, told to the log with its address masked', async () => {
    const sink = await openSmtpSink({
      onRcptTo({ address }, _session, done) {
        const refusal = Object.assign(new Error(`No such mailbox ${address}`), { responseCode: 550 });
        done(address.startsWith('gone') ? refusal : null);
      },
    });
    const mailer = smtp(sink);
    const { worker, log } = environment.employ(mailer);
    await environment.put(outgoingReset({ address: 'gone.lovelace@example.com' }));
    await environment.put(addressed(1));
    await until(() => log.lines.length === 1 && sink.received.length === 1);
    await until(async () => {
      const rows = await environment.rows();
      return rows.length === 1 && rows[0]?.givenUpAt instanceof Date;
    });
    expect(log.lines[0]).toMatchObject({
      level: 'error',
      message: 'mail given up',
      code: 'EENVELOPE',
      to: 'g***@example.com',
      attempt: 1,
    });
    expect(JSON.stringify(log.lines)).not.toMatch(/token|lovelace/i);
    environment.clock.advance(Duration.minutes(60));
    worker.wake();
    await pause(50);
    expect(log.lines).toHaveLength(1);
    // It is no archive of addresses.
    environment.clock.advance(Duration.minutes(30 * 24 * 60));
    worker.wake();
    await until(() => environment.isEmpty());
    expect(sink.received).toHaveLength(1);
    await mailer.close();
    await sink.close();
  });

  it('is a dead letter when nobody knows how to write it, or its time is over and nobody could open it', async () => {
    const { mailer, tries } = outside();
    const templates = {
      broken: () => {
        throw new RangeError('secret token');
      },
    };
    const { worker, log } = environment.employ(mailer, { templates });
    environment.outbox.whenFilled(() => {});
    for (const kind of ['broken', 'unknown', 'constructor'])
      await environment.put({ ...outgoingReset(), kind });
    await environment.put(null);
    const rows = await environment.rows();
    await environment.database.outboxMail.update({
      where: { id: rows[3]?.id ?? '' },
      data: { sealed: rows[2]?.sealed ?? new Uint8Array() },
    });
    worker.wake();
    const deadLetters = async () => (await environment.rows()).filter(({ givenUpAt }) => givenUpAt !== null);
    await until(async () => log.lines.length === 4 && (await deadLetters()).length === 3);
    // Another instance may have the secret that opens it.
    expect(log.lines.map(({ level, message }) => `${level} ${message}`).sort()).toEqual([
      ...Array(3).fill('error mail given up'),
      'warn mail not delivered, will retry',
    ]);
    environment.clock.advance(Duration.minutes(31));
    worker.wake();
    await until(async () => (await deadLetters()).length === 4);
    expect(log.lines.map(({ code }) => code).sort()).toEqual([
      'EKIND',
      'EKIND',
      expect.any(String),
      expect.any(String),
      expect.any(String),
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('secret token');
    expect(tries()).toBe(0);
  });
});
