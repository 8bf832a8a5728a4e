import { deriveKeys } from '../../../src/app/registers.js';
import { Duration } from '../../../src/core/duration.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { passwordResetMails } from '../../../src/flows/password-reset/password-reset.mails.js';
import type { Database } from '../../../src/platform/database/client.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { createTranslator } from '../../../src/platform/i18n/translator.js';
import { MailDelivery } from '../../../src/platform/mail/delivery.js';
import { DueMails } from '../../../src/platform/mail/due-mails.service.js';
import type { Mail, Mailer } from '../../../src/platform/mail/mailer.js';
import { Outbox } from '../../../src/platform/mail/outbox.service.js';
import { OutboxWorker } from '../../../src/platform/mail/outbox-worker.js';
import type { MailTemplates, OutgoingMail } from '../../../src/platform/mail/outgoing-mail.js';
import { MovableClock } from '../../support/adapters.js';
import { createTestStorage, silentLog } from '../../support/database.js';
import { IDENTITY } from './mail-identity.js';
import { recordingLog } from './recording-log.js';

/** An outbox over a real database, and as many workers as a test wants. */
export async function openOutbox() {
  const { storage, cleanup } = await createTestStorage();
  const database = await openDatabase(storage, silentLog);
  const clock = new MovableClock();
  const box = deriveKeys(systemRandomness.bytes(32), systemRandomness).outbox;
  const outbox = new Outbox({
    clock,
    randomness: systemRandomness,
    box,
    allowance: { allows: async () => true },
  });
  const workers: OutboxWorker[] = [];

  const employ = (
    mailer: Pick<Mailer, 'send'>,
    {
      client = database.client,
      templates = passwordResetMails,
    }: { client?: Database; templates?: MailTemplates } = {},
  ) => {
    const log = recordingLog();
    const mails = new DueMails({ database: client, clock });
    const shared = { mails, randomness: systemRandomness, log };
    const delivery = new MailDelivery({
      ...shared,
      box,
      templates,
      translator: createTranslator(),
      identity: IDENTITY,
      mailer,
      clock,
    });
    const worker = new OutboxWorker({ ...shared, delivery });
    outbox.whenFilled(() => worker.wakeSoon());
    workers.push(worker);
    return { worker, delivery, mails, log };
  };

  return {
    database: database.client,
    clock,
    outbox,
    employ,
    put: async (mail: OutgoingMail | null, life = Duration.minutes(30)) => {
      const expiresAt = life.after(clock.now());
      const tx = await inTransaction(database.client, async (tx) => {
        await outbox.put(tx, mail, expiresAt);
        return tx;
      });
      outbox.committed(tx);
    },
    rows: () => database.client.outboxMail.findMany({ orderBy: { id: 'asc' } }),
    isEmpty: async () => (await database.client.outboxMail.count()) === 0,
    /** Makes room for the next test. */
    clear: async () => {
      outbox.whenFilled(() => {});
      const limit = Duration.milliseconds(500);
      await Promise.all(workers.splice(0).map((worker) => worker.stop(limit)));
      await database.client.outboxMail.deleteMany();
    },
    close: async () => {
      await database.close();
      await cleanup();
    },
  };
}

export type OutboxEnvironment = Awaited<ReturnType<typeof openOutbox>>;

/** The world outside, which accepts, refuses or keeps one waiting as it is told. */
export function outside(send: (mail: Mail, tries: number) => Promise<void> = async () => {}) {
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

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`In vain: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
