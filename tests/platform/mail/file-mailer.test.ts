import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { systemRandomness } from '../../../src/core/randomness.js';
import { FileMailer } from '../../../src/platform/mail/file-mailer.js';
import { LOCAL_SENDER } from '../../../src/platform/mail/sender.js';
import { recordingLog } from './recording-log.js';
import { RESET_URL, resetMail } from './reset-mail.js';

describe('FileMailer', () => {
  let dataDir: string;
  let folder: string;
  let now: Date;
  let log: ReturnType<typeof recordingLog>;
  let mailer: FileMailer;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'mail-'));
    folder = join(dataDir, 'mail');
    now = new Date('2026-03-04T05:06:07.089Z');
    log = recordingLog();
    mailer = new FileMailer({
      folder,
      from: LOCAL_SENDER,
      clock: { now: () => now },
      randomness: systemRandomness,
      log,
    });
  });

  afterEach(() => rm(dataDir, { recursive: true }));

  async function written(): Promise<string> {
    const [name = ''] = await readdir(folder);
    return readFile(join(folder, name), 'utf8');
  }

  it('writes a file that its owner alone can read, in a folder of its own', async () => {
    await mailer.send(resetMail());
    const [name = ''] = await readdir(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it('names the files in the order of time, and no two alike', async () => {
    for (const second of [1, 2, 2, 3]) {
      now = new Date(Date.UTC(2026, 0, 1, 0, 0, second));
      await mailer.send(resetMail());
    }
    const names = (await readdir(folder)).sort();
    expect(names.map((name) => name.slice(0, 24))).toEqual([
      '2026-01-01T00-00-01.000Z',
      '2026-01-01T00-00-02.000Z',
      '2026-01-01T00-00-02.000Z',
      '2026-01-01T00-00-03.000Z',
    ]);
    expect(new Set(names).size).toBe(4);
    expect(names.every((name) => name.endsWith('.eml'))).toBe(true);
  });

  it('writes a mail that a mail program reads', async () => {
    const mail = resetMail();
    await mailer.send(mail);
    const parsed = await PostalMime.parse(await written());
    expect(parsed).toMatchObject({
      from: LOCAL_SENDER,
      to: [{ name: '', address: 'Ada.Lovelace+1@example.com' }],
      subject: mail.subject,
      html: mail.html,
      date: '2026-03-04T05:06:07.000Z',
    });
    expect(parsed.text?.trimEnd()).toBe(mail.text.trimEnd());
  });

  it.each([
    ['English', resetMail()],
    [
      'a language beyond ASCII',
      { ...resetMail(), text: `Привет, 世界!\n\nСсылка:\n${RESET_URL}\n\nКонец\n` },
    ],
    [
      'lines beyond any limit',
      { ...resetMail(), text: `${'word '.repeat(400)}\n${RESET_URL}\n${'é'.repeat(2000)}\n` },
    ],
  ])('lets grep find the link, once and whole, in %s', async (_, mail) => {
    await mailer.send(mail);
    const [name = ''] = await readdir(folder);
    const found = execFileSync('grep', ['-o', 'http[^ ]*token=[^ ]*', join(folder, name)], {
      encoding: 'utf8',
    });
    expect(found).toBe(`${RESET_URL}\n`);
  });

  it('reads back what is beyond ASCII', async () => {
    const mail = { ...resetMail(), subject: 'Passwort zurücksetzen', text: 'Grüße, 世界\n' };
    await mailer.send(mail);
    const parsed = await PostalMime.parse(await written());
    expect([parsed.subject, parsed.text?.trimEnd()]).toEqual(['Passwort zurücksetzen', 'Grüße, 世界']);
  });

  it('logs the subject, the address and the file, and no word of the body', async () => {
    await mailer.send(resetMail());
    const [name = ''] = await readdir(folder);
    expect(log.lines).toEqual([
      {
        level: 'info',
        message: 'mail written to file',
        subject: 'Reset your password',
        to: 'Ada.Lovelace+1@example.com',
        file: join(folder, name),
      },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('token');
  });

  it('leaves whole mails alone in the folder, however many are written at once', async () => {
    await Promise.all(Array.from({ length: 50 }, () => mailer.send(resetMail())));
    const names = await readdir(folder);
    expect(names).toHaveLength(50);
    expect(names.filter((name) => !name.endsWith('.eml'))).toEqual([]);
  });

  it('shows no mail under its name before it is whole', async () => {
    let sending = true;
    const sent = mailer
      .send({ ...resetMail(), text: 'x'.repeat(20_000_000) })
      .finally(() => (sending = false));
    const sizes = new Set<number>();
    while (sending) {
      for (const name of await readdir(folder).catch(() => []))
        if (name.endsWith('.eml')) sizes.add((await stat(join(folder, name))).size);
      await new Promise(setImmediate);
    }
    await sent;
    expect([...sizes].every((size) => size > 20_000_000)).toBe(true);
  });

  it('leaves no half mail behind when the file cannot be written, and says so', async () => {
    await writeFile(folder, 'in the way');
    await expect(mailer.send(resetMail())).rejects.toMatchObject({ code: 'EEXIST' });
    expect(log.lines).toEqual([]);
  });

  it('writes nothing for an address that is not one mailbox', async () => {
    const mail = resetMail({ address: 'a@example.com\nBcc: x@example.org' });
    await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'EADDRESS' });
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
