import { Duration } from '../../../src/core/duration.js';
import type { Database } from '../../../src/platform/database/client.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { LEASE } from '../../../src/platform/mail/due-mails.service.js';
import { DELIVERIES_AT_ONCE, type Mail } from '../../../src/platform/mail/mailer.js';
import { SmtpMailer } from '../../../src/platform/mail/smtp-mailer.js';
import { pause } from '../../support/outcomes.js';
import { type OutboxEnvironment, openOutbox, outside, until } from './outbox-environment.js';
import { outgoingReset } from './reset-mail.js';
import { openSmtpSink, type SmtpSink } from './smtp-sink.js';

const FROM = { name: '', address: 'no-reply@mail.example.org' };
const smtp = ({ address }: SmtpSink) => new SmtpMailer({ server: address, from: FROM });
const never = () => new Promise<void>(() => {});

let environment: OutboxEnvironment;
beforeAll(async () => {
  environment = await openOutbox();
});
afterEach(() => environment.clear());
afterAll(() => environment.close());

const addressed = (index: number) => outgoingReset({ address: `user${index}@example.com` });

describe('two workers over one database', () => {
  it('send each of two hundred mails once', async () => {
    const sink = await openSmtpSink();
    const mailers = [smtp(sink), smtp(sink)] as const;
    const both = mailers.map((mailer) => environment.employ(mailer));
    const addresses = Array.from({ length: 200 }, (_, index) => `user${index}@example.com`);
    await inTransaction(environment.database, async (tx) => {
      const expiresAt = Duration.minutes(30).after(environment.clock.now());
      for (const index of addresses.keys()) await environment.outbox.put(tx, addressed(index), expiresAt);
    });
    for (const { worker } of both) worker.wake();
    await until(() => environment.isEmpty());
    expect(sink.received.flatMap(({ recipients }) => recipients).sort()).toEqual(addresses.sort());
    const [one = 0, other = 0] = both.map(({ delivery }) => delivery.counts.delivered);
    expect(one + other).toBe(200);
    expect(Math.min(one, other)).toBeGreaterThan(0);
    for (const mailer of mailers) await mailer.close();
    await sink.close();
  });
});

describe('a worker that dies', () => {
  it('leaves its mails to the others when its lease ends, and not before', async () => {
    const dead = environment.employ(outside().mailer);
    const { mailer, sent } = outside();
    const { worker } = environment.employ(mailer);
    environment.outbox.whenFilled(() => {});
    await environment.put(outgoingReset());
    expect(await dead.mails.claim(10)).toHaveLength(1);
    environment.clock.advance(Duration.milliseconds(LEASE.milliseconds - 20_000));
    worker.wake();
    await pause(50);
    expect(sent).toEqual([]);
    environment.clock.advance(Duration.seconds(20));
    worker.wake();
    await until(() => sent.length === 1);
  });

  it('between the server’s yes and its own note of it, makes one mail arrive twice: under one Message-ID', async () => {
    const sink = await openSmtpSink();
    const mailer = smtp(sink);
    const dying = environment.employ(mailer);
    environment.outbox.whenFilled(() => {});
    await environment.put(outgoingReset());
    const [row] = await dying.mails.claim(1);
    if (row === undefined) throw new Error('There is one');
    await dying.delivery.deliver(row);
    await environment.database.outboxMail.create({
      data: {
        ...row,
        sealed: Uint8Array.from(row.sealed),
        dueAt: environment.clock.now(),
        createdAt: environment.clock.now(),
      },
    });
    environment.employ(mailer).worker.wake();
    await until(() => environment.isEmpty());
    const ids = sink.received.map(({ parsed }) => parsed.messageId);
    expect(ids).toEqual(Array(2).fill(`<${row.id}@mail.example.org>`));
    await mailer.close();
    await sink.close();
  });

  it('after its lease does not undo what another one does with the mail', async () => {
    const { mails } = environment.employ(outside().mailer);
    environment.outbox.whenFilled(() => {});
    await environment.put(outgoingReset());
    const [slow] = await mails.claim(1);
    environment.clock.advance(LEASE);
    const [quick] = await mails.claim(1);
    if (slow === undefined || quick === undefined) throw new Error('Each had it');
    const before = await environment.rows();
    await mails.postpone(slow, Duration.seconds(1));
    await mails.giveUp(slow);
    expect(await environment.rows()).toEqual(before);
  });
});

describe('a worker', () => {
  it('ER-5: delivers no more than a few at a time, and outlives a mailer that throws whatever it likes', async () => {
    let underWay = 0;
    let most = 0;
    const { mailer, sent } = outside(async (_mail: Mail, tries) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await pause(10);
      underWay -= 1;
      // A rejection that is no error at all.
      if (tries === 1) return Promise.reject('secret token');
    });
    const { worker, log } = environment.employ(mailer);
    for (let index = 0; index < 30; index++) await environment.put(addressed(index));
    await until(() => sent.length === 29);
    environment.clock.advance(Duration.seconds(2));
    await until(async () => {
      worker.wake();
      return environment.isEmpty();
    });
    expect(sent).toHaveLength(30);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(DELIVERIES_AT_ONCE);
    expect(log.lines.map(({ level, code }) => [level, code])).toEqual([['warn', 'UNKNOWN']]);
  });

  it('neither dies nor spins while the database is away, and says so once', async () => {
    let away = true;
    let asked = 0;
    const rows: Database['rows'] = (...statement) => {
      asked += 1;
      if (!away) return environment.database.rows(...statement);
      return Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    };
    const client = { rows } as Database;
    const { mailer, sent } = outside();
    const { worker, log } = environment.employ(mailer, { client });
    worker.start();
    await environment.put(outgoingReset());
    await until(() => asked >= 3);
    expect(asked).toBeLessThan(5);
    expect(log.lines.map(({ message }) => message)).toEqual(['outbox not readable']);
    away = false;
    await until(() => sent.length === 1);
    expect(log.lines.map(({ message }) => message)).toContain('outbox readable again');
  });
});

describe('stop', () => {
  it('finishes what is under way and leaves the rest where it is', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { mailer, sent, tries } = outside(() => gate);
    const { worker } = environment.employ(mailer);
    for (let index = 0; index < 5; index++) await environment.put(addressed(index));
    await until(() => tries() === DELIVERIES_AT_ONCE);
    const stopped = worker.stop(Duration.seconds(10));
    open();
    await stopped;
    expect(sent).toHaveLength(DELIVERIES_AT_ONCE);
    worker.wake();
    await pause(30);
    expect(await environment.rows()).toHaveLength(5 - DELIVERIES_AT_ONCE);
  });

  it('ends in time though a delivery does not, whose mail stays too', async () => {
    const { mailer, tries } = outside(never);
    const { worker } = environment.employ(mailer);
    await environment.put(outgoingReset());
    await until(() => tries() === 1);
    await worker.stop(Duration.milliseconds(50));
    expect(await environment.rows()).toHaveLength(1);
  });
});
