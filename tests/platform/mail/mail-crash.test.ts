import { setTimeout as pause } from 'node:timers/promises';
import { RequestPasswordResetDocument } from '../../../src/generated/client/operations.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { silentLog } from '../../support/database.js';
import { registerPerson } from '../../support/people.js';
import { describeEmbedded, preparedFolder, startProcess } from '../../support/process.js';
import { isReset, openSmtpSink } from './smtp-sink.js';

const MAILS = 12;

describeEmbedded('a service that is killed while it sends mails', () => {
  it('loses none, and whoever gets one twice can tell', async () => {
    // Slow enough to be met in the middle of it.
    const sink = await openSmtpSink({ onRcptTo: (_address, _session, done) => void setTimeout(done, 150) });
    const folder = await preparedFolder();
    const env = {
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      SMTP_URL: `smtp://127.0.0.1:${sink.address.port}`,
      MAIL_FROM: 'no-reply@example.com',
    };
    const killed = await startProcess(env);
    const emails: string[] = [];
    for (let count = 0; count < MAILS; count++) emails.push((await registerPerson(killed.client)).email);
    await Promise.all(
      emails.map((email) => killed.client.run(RequestPasswordResetDocument, { input: { email } })),
    );
    while (!sink.received.some(isReset)) await pause(5);
    await killed.kill();

    // What it was about to send belongs to it until its lease ends: let that be now.
    const database = await openDatabase({ kind: 'embedded', dataDir: folder }, silentLog);
    const left = await database.client.outboxMail.findMany({ select: { id: true } });
    expect(left.length).toBeGreaterThan(0);
    const idsOf = () => new Set(sink.received.map(({ parsed }) => parsed.messageId));
    const all = new Set([...idsOf(), ...left.map(({ id }) => `<${id}@example.com>`)]);
    await database.client.outboxMail.updateMany({ data: { dueAt: new Date() } });
    await database.close();

    const next = await startProcess(env);
    for (let tries = 0; tries < 3000 && idsOf().size < all.size; tries++) await pause(20);
    expect(idsOf()).toEqual(all);
    const recipients = new Set(sink.received.filter(isReset).flatMap((mail) => mail.recipients));
    expect([...recipients].sort()).toEqual([...emails].sort());
    await next.kill();
    await sink.close();
  }, 180_000);
});
