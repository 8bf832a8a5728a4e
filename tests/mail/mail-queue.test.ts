import { Duration } from '../../src/core/duration.js';
import { systemRandomness } from '../../src/core/randomness.js';
import { MailQueue, type MailQueueLimits } from '../../src/mail/mail-queue.js';
import { DeliveryError, type Mail, type Mailer } from '../../src/mail/mailer.js';
import { SmtpMailer } from '../../src/mail/smtp-mailer.js';
import { recordingLog } from './recording-log.js';
import { resetMail } from './reset-mail.js';
import { openSmtpSink } from './smtp-sink.js';

const SHORT: Partial<MailQueueLimits> = {
  firstPause: Duration.milliseconds(5),
  longestPause: Duration.milliseconds(20),
};
const soon = Duration.seconds(10);

/** The world outside, which accepts, refuses or keeps one waiting as it is told. */
function outside(send: (mail: Mail, tries: number) => Promise<void> = async () => {}) {
  const sent: Mail[] = [];
  let tries = 0;
  const mailer: Pick<Mailer, 'send'> = {
    send: async (mail) => {
      tries += 1;
      await send(mail, tries);
      sent.push(mail);
    },
  };
  return { mailer, sent, tries: () => tries };
}

function openQueue(mailer: Pick<Mailer, 'send'>, limits: Partial<MailQueueLimits> = {}) {
  const log = recordingLog();
  const queue = new MailQueue({ mailer, randomness: systemRandomness, log }, { ...SHORT, ...limits });
  return { queue, log };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const never = () => new Promise<void>(() => {});

describe('enqueue', () => {
  it('neither writes nor sends the mail before the request that asked for it goes on', async () => {
    const { mailer, sent } = outside();
    const { queue } = openQueue(mailer);
    let rendered = false;
    queue.enqueue(() => {
      rendered = true;
      return resetMail();
    });
    await Promise.resolve();
    expect(rendered).toBe(false);
    await until(() => sent.length === 1);
  });

  it('delivers once, after the SMTP server has come back', async () => {
    const gone = await openSmtpSink();
    await gone.close();
    const mailer = new SmtpMailer({ server: gone.address, from: { name: '', address: 'a@example.com' } });
    const { queue, log } = openQueue(mailer, { tries: 100 });
    queue.enqueue(() => resetMail());
    await until(() => log.lines.length >= 2);
    const sink = await openSmtpSink({}, gone.address.port);
    await until(() => sink.received.length > 0);
    await queue.drain(soon);
    await mailer.close();
    await sink.close();
    expect(sink.received).toHaveLength(1);
    expect(log.lines[0]).toEqual({
      level: 'warn',
      message: 'Mail not delivered, to be tried again',
      code: 'ESOCKET',
      reason: expect.stringContaining('ECONNREFUSED'),
      to: 'A***@example.com',
      attempt: 1,
    });
    expect(log.lines.every(({ level }) => level === 'warn')).toBe(true);
  });

  it('gives a mail up after the last try, and logs each one without the body or the whole address', async () => {
    const { mailer, tries } = outside(async () => {
      throw new DeliveryError('ETIMEDOUT', 'Timeout');
    });
    const { queue, log } = openQueue(mailer, { tries: 3 });
    queue.enqueue(() => resetMail());
    await until(() => log.lines.at(-1)?.level === 'error');
    expect(tries()).toBe(3);
    expect(log.lines.map(({ level, attempt, code }) => [level, attempt, code])).toEqual([
      ['warn', 1, 'ETIMEDOUT'],
      ['warn', 2, 'ETIMEDOUT'],
      ['error', 3, 'ETIMEDOUT'],
    ]);
    expect(JSON.stringify(log.lines)).not.toMatch(/token|lovelace/i);
  });

  it('does not try again what can never succeed', async () => {
    const { mailer, tries } = outside(async () => {
      throw new DeliveryError('EENVELOPE', 'RCPT TO was answered with 550', true);
    });
    const { queue, log } = openQueue(mailer);
    queue.enqueue(() => resetMail());
    await until(() => log.lines.length > 0);
    expect(log.lines[0]).toMatchObject({ level: 'error', code: 'EENVELOPE', attempt: 1 });
    expect(tries()).toBe(1);
  });

  it('outlives a mail that cannot be written and a mailer that throws whatever it likes', async () => {
    const { mailer, sent } = outside((_, tries) => {
      if (tries === 1) throw new TypeError('secret token');
      // A rejection that is no error at all.
      return tries === 2 ? Promise.reject('secret token') : Promise.resolve();
    });
    const { queue, log } = openQueue(mailer);
    queue.enqueue(() => {
      throw new RangeError('secret token');
    });
    queue.enqueue(() => resetMail());
    await until(() => sent.length === 1);
    expect(log.lines.map(({ level, code }) => [level, code])).toEqual([
      ['error', 'RangeError'],
      ['warn', 'TypeError'],
      ['warn', 'UNKNOWN'],
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('secret token');
  });

  it('drops what is beyond its capacity and says so, and counts what rests between two tries', async () => {
    const { mailer, sent, tries } = outside(async (_, count) => {
      if (count <= 2) throw new DeliveryError('ETIMEDOUT', 'Timeout');
    });
    const { queue, log } = openQueue(mailer, { capacity: 2, firstPause: Duration.milliseconds(300) });
    queue.enqueue(() => resetMail());
    queue.enqueue(() => resetMail());
    await until(() => tries() === 2);
    await new Promise(setImmediate);
    expect(() => queue.enqueue(() => resetMail())).not.toThrow();
    expect(log.lines.at(-1)).toEqual({
      level: 'error',
      message: 'Mail dropped: the queue is full or closed',
      queued: 2,
    });
    await queue.drain(soon);
    expect(sent).toHaveLength(2);
  });

  it('delivers no more than a few at a time', async () => {
    let underWay = 0;
    let most = 0;
    const { mailer, sent } = outside(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 2));
      underWay -= 1;
    });
    const { queue } = openQueue(mailer, { concurrency: 3 });
    for (let count = 0; count < 30; count++) queue.enqueue(() => resetMail());
    await queue.drain(soon);
    expect([sent.length, most]).toEqual([30, 3]);
  });

  it('rests longer after every failure, up to a limit', async () => {
    const triedAt: number[] = [];
    const { mailer } = outside(async () => {
      triedAt.push(performance.now());
      throw new DeliveryError('ETIMEDOUT', 'Timeout');
    });
    const log = recordingLog();
    const queue = new MailQueue(
      { mailer, log, randomness: { bytes: (count) => Buffer.alloc(count, 0xff) } },
      { tries: 4, firstPause: Duration.milliseconds(20), longestPause: Duration.milliseconds(100) },
    );
    queue.enqueue(() => resetMail());
    await until(() => triedAt.length === 4);
    const pauses = triedAt.slice(1).map((time, index) => time - (triedAt[index] ?? 0));
    for (const [index, least] of [18, 78, 98].entries()) expect(pauses[index]).toBeGreaterThanOrEqual(least);
  });
});

describe('drain', () => {
  it('is done at once when nothing waits', async () => {
    const { queue, log } = openQueue(outside().mailer);
    await queue.drain(soon);
    expect(log.lines).toEqual([]);
  });

  it('delivers what waits and does not let it rest first', async () => {
    const { mailer, sent } = outside(async (_, tries) => {
      if (tries === 1) throw new DeliveryError('ETIMEDOUT', 'Timeout');
    });
    const { queue, log } = openQueue(mailer, {
      firstPause: Duration.minutes(5),
      longestPause: Duration.minutes(5),
    });
    queue.enqueue(() => resetMail());
    await until(() => log.lines.length === 1);
    queue.enqueue(() => resetMail());
    await queue.drain(soon);
    expect(sent).toHaveLength(2);
  });

  it('stops when the time is up, counts what is lost, and takes nothing more', async () => {
    const { mailer, tries } = outside(never);
    const { queue, log } = openQueue(mailer, { concurrency: 1 });
    for (let count = 0; count < 3; count++) queue.enqueue(() => resetMail());
    await queue.drain(Duration.milliseconds(30));
    expect(log.lines).toEqual([{ level: 'error', message: 'Mails lost at shutdown', lost: 3 }]);
    queue.enqueue(() => resetMail());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(log.lines.at(-1)?.message).toBe('Mail dropped: the queue is full or closed');
    expect(tries()).toBe(1);
  });

  it('tries nothing again once it is over', async () => {
    const { mailer, tries } = outside(async () => {
      throw new DeliveryError('ETIMEDOUT', 'Timeout');
    });
    const { queue } = openQueue(mailer, {
      firstPause: Duration.milliseconds(60),
      longestPause: Duration.milliseconds(60),
    });
    queue.enqueue(() => resetMail());
    await queue.drain(Duration.milliseconds(20));
    const before = tries();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(tries()).toBe(before);
  });
});
