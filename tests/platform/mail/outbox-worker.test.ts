import { Duration } from '../../../src/core/duration.js';
import type { Database } from '../../../src/platform/database/client.js';
import { LEASE } from '../../../src/platform/mail/due-mails.service.js';
import { DELIVERIES_AT_ONCE, type Mail } from '../../../src/platform/mail/mailer.js';
import { SmtpMailer } from '../../../src/platform/mail/smtp-mailer.js';
import { pause } from '../../support/outcomes.js';
import { type OutboxGround, openOutbox, outside, until } from './outbox-ground.js';
import { outgoingReset } from './reset-mail.js';
import { openSmtpSink, type SmtpSink } from './smtp-sink.js';

const FROM = { name: '', address: 'no-reply@mail.example.org' };
const smtp = ({ address }: SmtpSink) => new SmtpMailer({ server: address, from: FROM });
const never = () => new Promise<void>(() => {});

let ground: OutboxGround;
beforeAll(async () => {
  ground = await openOutbox();
});
afterEach(() => ground.clear());
afterAll(() => ground.close());

const addressed = (index: number) => outgoingReset({ address: `user${index}@example.com` });

describe('two workers over one database', () => {
  it('send each of two hundred mails once', async () => {
    const sink = await openSmtpSink();
    const mailers = [smtp(sink), smtp(sink)] as const;
    const both = mailers.map((mailer) => ground.employ(mailer));
    const addresses = Array.from({ length: 200 }, (_, index) => `user${index}@example.com`);
    await ground.database.$transaction(async (tx) => {
      const expiresAt = Duration.minutes(30).after(ground.clock.now());
      for (const index of addresses.keys()) await ground.outbox.put(tx, addressed(index), expiresAt);
    });
    for (const { worker } of both) worker.wake();
    await until(() => ground.isEmpty());
    expect(sink.received.flatMap(({ recipients }) => recipients).sort()).toEqual(addresses.sort());
    const [one = 0, other = 0] = both.map(({ delivery }) => delivery.counts.delivered);
    expect(one + other).toBe(200);
    expect(Math.min(one, other)).toBeGreaterThan(0);
    for (const mailer of mailers) await mailer.close();
    await sink.close();
  });
});

describe('a mail server that is down', () => {
  it('is given every mail once when it is back', async () => {
    const gone = await openSmtpSink();
    await gone.close();
    const mailer = smtp(gone);
    const { worker, log } = ground.employ(mailer);
    for (let index = 0; index < 20; index++) await ground.put(addressed(index));
    await until(() => log.lines.length === 20);
    await until(async () =>
      (await ground.rows()).every(({ dueAt }) => dueAt < Duration.seconds(60).after(ground.clock.now())),
    );
    expect(log.lines[0]).toEqual({
      level: 'warn',
      message: 'Mail not delivered, to be tried again',
      mail: expect.any(String),
      kind: 'passwordReset',
      code: 'ESOCKET',
      reason: expect.stringContaining('ECONNREFUSED'),
      to: 'u***@example.com',
      attempt: 1,
    });
    const sink = await openSmtpSink({}, gone.address.port);
    ground.clock.advance(Duration.seconds(2));
    worker.wake();
    await until(() => ground.isEmpty());
    const recipients = sink.received.flatMap((mail) => mail.recipients);
    expect([recipients.length, new Set(recipients).size]).toEqual([20, 20]);
    await mailer.close();
    await sink.close();
  });

  it('does not get a mail any more that has expired meanwhile', async () => {
    const { mailer, tries } = outside(() => Promise.reject(new Error('down')));
    const { worker, log, delivery } = ground.employ(mailer);
    await ground.put(outgoingReset(), Duration.minutes(5));
    await until(() => log.lines.length === 1);
    ground.clock.advance(Duration.minutes(5));
    await until(async () => {
      worker.wake();
      return ground.isEmpty();
    });
    expect(tries()).toBe(1);
    expect(log.lines.at(-1)).toMatchObject({ level: 'info', message: 'Mail expired unsent', attempts: 1 });
    expect(delivery.counts).toEqual({ delivered: 0, expired: 1 });
  });

  it('is left alone for longer after every failure, up to a limit', async () => {
    const { mailer, tries } = outside(() => Promise.reject(new Error('down')));
    const { worker } = ground.employ(mailer);
    await ground.put(outgoingReset(), Duration.minutes(60));
    const rests: number[] = [];
    for (let count = 1; count <= 6; count++) {
      worker.wake();
      await until(() => tries() === count);
      const triedAt = ground.clock.now().getTime();
      // Until it is settled its turn is that of the lease, which lies between the rests.
      await until(
        async () => Math.abs(((await ground.rows())[0]?.dueAt.getTime() ?? 0) - triedAt - 120_000) > 1000,
      );
      const rest = ((await ground.rows())[0]?.dueAt.getTime() ?? 0) - triedAt;
      rests.push(rest / 1000);
      ground.clock.advance(Duration.milliseconds(rest));
    }
    for (const [index, longest] of [2, 8, 32, 128, 300, 300].entries()) {
      expect(rests[index]).toBeGreaterThanOrEqual(longest / 2 - 0.1);
      expect(rests[index]).toBeLessThanOrEqual(longest + 0.1);
    }
  });
});

describe('a mail that never can be delivered', () => {
  it('is a dead letter when the server refuses it for good, told to the log with its address masked', async () => {
    const sink = await openSmtpSink({
      onRcptTo({ address }, _session, done) {
        const refusal = Object.assign(new Error(`No such mailbox ${address}`), { responseCode: 550 });
        done(address.startsWith('gone') ? refusal : null);
      },
    });
    const mailer = smtp(sink);
    const { worker, log } = ground.employ(mailer);
    await ground.put(outgoingReset({ address: 'gone.lovelace@example.com' }));
    await ground.put(addressed(1));
    await until(() => log.lines.length === 1 && sink.received.length === 1);
    await until(async () => {
      const rows = await ground.rows();
      return rows.length === 1 && rows[0]?.givenUpAt instanceof Date;
    });
    expect(log.lines[0]).toMatchObject({
      level: 'error',
      message: 'Mail given up',
      code: 'EENVELOPE',
      to: 'g***@example.com',
      attempt: 1,
    });
    expect(JSON.stringify(log.lines)).not.toMatch(/token|lovelace/i);
    ground.clock.advance(Duration.minutes(60));
    worker.wake();
    await pause(50);
    expect(log.lines).toHaveLength(1);
    // It is no archive of addresses.
    ground.clock.advance(Duration.minutes(30 * 24 * 60));
    worker.wake();
    await until(() => ground.isEmpty());
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
    const { worker, log } = ground.employ(mailer, { templates });
    ground.outbox.whenFilled(() => {});
    for (const kind of ['broken', 'unknown', 'constructor']) await ground.put({ ...outgoingReset(), kind });
    await ground.put(null);
    const rows = await ground.rows();
    await ground.database.outboxMail.update({
      where: { id: rows[3]?.id ?? '' },
      data: { sealed: rows[2]?.sealed ?? new Uint8Array() },
    });
    worker.wake();
    const deadLetters = async () => (await ground.rows()).filter(({ givenUpAt }) => givenUpAt !== null);
    await until(async () => log.lines.length === 4 && (await deadLetters()).length === 3);
    // Another instance may have the secret that opens it.
    expect(log.lines.map(({ level, message }) => `${level} ${message}`).sort()).toEqual([
      ...Array(3).fill('error Mail given up'),
      'warn Mail not delivered, to be tried again',
    ]);
    ground.clock.advance(Duration.minutes(31));
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

describe('a worker that dies', () => {
  it('leaves its mails to the others when its lease ends, and not before', async () => {
    const dead = ground.employ(outside().mailer);
    const { mailer, sent } = outside();
    const { worker } = ground.employ(mailer);
    ground.outbox.whenFilled(() => {});
    await ground.put(outgoingReset());
    expect(await dead.mails.claim(10)).toHaveLength(1);
    ground.clock.advance(Duration.milliseconds(LEASE.milliseconds - 20_000));
    worker.wake();
    await pause(50);
    expect(sent).toEqual([]);
    ground.clock.advance(Duration.seconds(20));
    worker.wake();
    await until(() => sent.length === 1);
  });

  it('between the server’s yes and its own note of it, makes one mail arrive twice: under one Message-ID', async () => {
    const sink = await openSmtpSink();
    const mailer = smtp(sink);
    const dying = ground.employ(mailer);
    ground.outbox.whenFilled(() => {});
    await ground.put(outgoingReset());
    const [row] = await dying.mails.claim(1);
    if (row === undefined) throw new Error('There is one');
    await dying.delivery.deliver(row);
    await ground.database.outboxMail.create({
      data: {
        ...row,
        sealed: Uint8Array.from(row.sealed),
        dueAt: ground.clock.now(),
        createdAt: ground.clock.now(),
      },
    });
    ground.employ(mailer).worker.wake();
    await until(() => ground.isEmpty());
    const ids = sink.received.map(({ parsed }) => parsed.messageId);
    expect(ids).toEqual(Array(2).fill(`<${row.id}@mail.example.org>`));
    await mailer.close();
    await sink.close();
  });

  it('after its lease does not undo what another one does with the mail', async () => {
    const { mails } = ground.employ(outside().mailer);
    ground.outbox.whenFilled(() => {});
    await ground.put(outgoingReset());
    const [slow] = await mails.claim(1);
    ground.clock.advance(LEASE);
    const [quick] = await mails.claim(1);
    if (slow === undefined || quick === undefined) throw new Error('Each had it');
    const before = await ground.rows();
    await mails.postpone(slow, Duration.seconds(1));
    await mails.giveUp(slow);
    expect(await ground.rows()).toEqual(before);
  });
});

describe('a worker', () => {
  it('delivers no more than a few at a time, and outlives a mailer that throws whatever it likes', async () => {
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
    const { worker, log } = ground.employ(mailer);
    for (let index = 0; index < 30; index++) await ground.put(addressed(index));
    await until(() => sent.length === 29);
    ground.clock.advance(Duration.seconds(2));
    await until(async () => {
      worker.wake();
      return ground.isEmpty();
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
      if (!away) return ground.database.rows(...statement);
      return Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    };
    const client = { rows } as Database;
    const { mailer, sent } = outside();
    const { worker, log } = ground.employ(mailer, { client });
    worker.start();
    await ground.put(outgoingReset());
    await until(() => asked >= 3);
    expect(asked).toBeLessThan(5);
    expect(log.lines.map(({ message }) => message)).toEqual(['Mails that wait cannot be read']);
    away = false;
    await until(() => sent.length === 1);
    expect(log.lines.map(({ message }) => message)).toContain('Mails can be read again');
  });
});

describe('stop', () => {
  it('finishes what is under way and leaves the rest where it is', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { mailer, sent, tries } = outside(() => gate);
    const { worker } = ground.employ(mailer);
    for (let index = 0; index < 5; index++) await ground.put(addressed(index));
    await until(() => tries() === DELIVERIES_AT_ONCE);
    const stopped = worker.stop(Duration.seconds(10));
    open();
    await stopped;
    expect(sent).toHaveLength(DELIVERIES_AT_ONCE);
    worker.wake();
    await pause(30);
    expect(await ground.rows()).toHaveLength(5 - DELIVERIES_AT_ONCE);
  });

  it('ends in time though a delivery does not, whose mail stays too', async () => {
    const { mailer, tries } = outside(never);
    const { worker } = ground.employ(mailer);
    await ground.put(outgoingReset());
    await until(() => tries() === 1);
    await worker.stop(Duration.milliseconds(50));
    expect(await ground.rows()).toHaveLength(1);
  });
});
