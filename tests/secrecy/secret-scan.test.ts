import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canary, spellings } from '../support/canary.js';
import { newFolder } from '../support/database.js';
import { registerPerson } from '../support/people.js';
import { describeEmbedded } from '../support/process.js';
import { SecretScan } from '../support/secret-scan.js';
import { startService } from '../support/service.js';

describe('the search that every test service ends with', () => {
  const secret = canary();
  const body = JSON.stringify({
    query: '…',
    variables: { input: { email: 'a@b.example', password: secret } },
  });
  const nowhere = { log: '', mails: [], database: undefined as never };
  /** JSON would spell out the zero bytes of the wide form. */
  const texts = spellings(secret)
    .map((form) => form.toString())
    .filter((form) => !form.includes('\0'));
  const told = (answer: object) => {
    const scan = new SecretScan();
    scan.sent(body, undefined);
    scan.received(JSON.stringify(answer), new Headers());
    return scan;
  };

  it.each(texts)('ER-1: finds what was told, in each spelling (%#)', async (form) => {
    expect(await told({ errors: [{ message: `No ${form}!` }] }).findings(nowhere)).toEqual([
      `${secret} in an answer`,
    ]);
    expect(await told({}).findings({ ...nowhere, log: `x${form}` })).toEqual([`${secret} in the log`]);
    const mail = { to: { address: 'a@b.example' }, subject: form, text: '', html: '' };
    expect(await told({}).findings({ ...nowhere, mails: [mail] })).toEqual([`${secret} in a mail`]);
  });

  it('ER-1: finds a token that was issued anywhere but in its answer', async () => {
    const answer = { data: { login: { refreshToken: secret, tokenType: 'Bearer' } } };
    expect(await told(answer).findings(nowhere)).toEqual([]);
    expect(await told({ ...answer, more: { note: secret } }).findings(nowhere)).toHaveLength(1);
  });
});

describe('the search of the files that every test service ends with', () => {
  const secret = canary();
  const told = () => {
    const scan = new SecretScan();
    scan.sent(JSON.stringify({ variables: { input: { password: secret } } }), undefined);
    return scan;
  };
  const authSecret = Buffer.from('an AUTH_SECRET of thirty-two byte');
  const filled = async (content: Buffer | string, name = 'base') => {
    const folder = newFolder();
    await mkdir(join(folder, 'database'), { recursive: true });
    await mkdir(join(folder, 'mail'));
    await writeFile(join(folder, name), content);
    return folder;
  };
  const start = new Date();

  it.each(spellings(secret).map((form) => [form.toString('latin1')]))(
    'ER-1: finds what was told, in each spelling, between whatever bytes (%#)',
    async (form) => {
      const around = Buffer.from([0, 0xff, 0x0a, 0x80]);
      const content = Buffer.concat([around, Buffer.from(form, 'latin1'), around]);
      const folder = await filled(content, 'database/1255');
      expect(await told().foundInFiles(folder, start, authSecret)).toEqual([
        `${secret} in the file database/1255`,
      ]);
    },
  );

  it('ER-1: finds the secret of the service, and nothing where nothing is', async () => {
    for (const form of spellings(authSecret))
      expect(await told().foundInFiles(await filled(form), start, authSecret)).toEqual([
        'AUTH_SECRET in the file base',
      ]);
    expect(await told().foundInFiles(await filled(canary()), start, authSecret)).toEqual([]);
    expect(await told().foundInFiles(newFolder(), start, authSecret)).toEqual([]);
  });

  it('ER-1: finds a mailed token everywhere but in the mail', async () => {
    const scan = new SecretScan();
    scan.sent(JSON.stringify({ variables: { input: { token: secret } } }), undefined);
    expect(await scan.foundInFiles(await filled(secret, 'mail/1.eml'), start, authSecret)).toEqual([]);
    expect(await scan.foundInFiles(await filled(secret, 'mails'), start, authSecret)).toHaveLength(1);
  });

  it('ER-1: reads what was written since the start alone', async () => {
    const folder = await filled(secret);
    await utimes(join(folder, 'base'), new Date(0), new Date(0));
    expect(await told().foundInFiles(folder, start, authSecret)).toEqual([]);
  });
});

describeEmbedded('a row with a secret in it that was changed again', () => {
  it('ER-1: is found in the files when the service has ended', async () => {
    const careless = await startService();
    const { username, tokens, password } = await registerPerson(careless.client);
    const { id } = tokens.user;
    for (const name of [password, username])
      await careless.database.user.update({ where: { id }, data: { username: name } });
    await expect(careless.stop()).rejects.toThrow(`${password} in the file database/`);
  });
});
