import { jsonLines, runHere, textFile } from '../import-export/operator-environment.js';

const convert = async (system: string, entries: readonly unknown[], ...options: string[]) =>
  runHere(['users', 'convert', await jsonLines(entries), '--from', system, ...options], {});
const linesOf = ({ stdout }: { readonly stdout: string }) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const person = { email: 'ada@example.com', encrypted_password: '' };

describe('users convert', () => {
  it('needs no setting, and writes the users to standard output and what they lack to standard error', async () => {
    const converted = await convert('devise', [
      { ...person, provider: 'facebook', uid: '7' },
      { email: null },
    ]);
    expect(converted).toEqual({
      code: 0,
      stdout: '{"email":"ada@example.com","emailVerified":false}\n',
      stderr:
        'Converted 1 users.\n  left out, accounts at facebook: 1\n  left out, users without an email address: 1\n',
    });
  });

  it('takes the name and the issuer of a provider of your own, and refuses an option of another form', async () => {
    const entries = [{ ...person, provider: 'corporate', uid: 'a|7' }];
    const option = ['--provider', 'corporate=acme,https://login.acme.example/'];
    expect(linesOf(await convert('devise', entries, ...option))).toMatchObject([
      { identities: [{ provider: 'acme', issuer: 'https://login.acme.example/', subject: 'a|7' }] },
    ]);
    for (const wrong of ['corporate', '=acme', 'corporate=Acme', 'corporate=acme,http://login.acme.example'])
      expect(await convert('devise', entries, '--provider', wrong)).toMatchObject({
        code: 3,
        stdout: '',
        stderr: expect.stringContaining('--provider needs OLD=NAME'),
      });
  });

  it('leaves out an account without a usable id, and keeps one whose address is none', async () => {
    const google = (uid: unknown) => ({ ...person, provider: 'google_oauth2', uid });
    const { stderr } = await convert('devise', [google('a b'), google({}), google('')]);
    expect(stderr).toContain('left out, accounts at google_oauth2 without a usable id or issuer: 3');
    const social = [{ type: 'google', identifier: '7' }];
    const [line] = linesOf(await convert('wordpress', [{ user_email: 'no address', social }]));
    expect(line.identities).toEqual([{ provider: 'google', subject: '7' }]);
  });

  it('leaves out accounts beyond those that a user may have', async () => {
    const social = Array.from({ length: 12 }, (_, index) => ({ type: 'google', identifier: `${index}` }));
    const converted = await convert('wordpress', [{ user_email: 'ada@example.com', social }]);
    expect(linesOf(converted)[0].identities).toHaveLength(10);
    expect(converted.stderr).toContain('left out, accounts at google beside 10 others: 2');
  });

  it('leaves out authenticator apps that could never sign in', async () => {
    const app = (more: object) => ({ ...person, otp_required_for_login: true, ...more });
    const entries = [app({ otp_secret: 'GEZDGNBVGY3TQOJQ' }), app({ otp_secret: 'not base 32' })];
    const converted = await convert('devise', entries);
    expect(converted.stderr).toContain('with a secret below 128 bits: 2');
    for (const line of linesOf(converted)) expect(line).not.toHaveProperty('totp');
  });

  it('takes times without a zone as UTC, and leaves out names and languages that would stop the import', async () => {
    const user = {
      ID: 1,
      user_email: 'ada@example.com',
      user_login: 'ada',
      display_name: 'two\nlines',
      user_registered: '2025-04-20 08:09:10',
    };
    expect(linesOf(await convert('wordpress', [user]))).toEqual([
      {
        username: 'ada',
        email: 'ada@example.com',
        emailVerified: false,
        createdAt: '2025-04-20T08:09:10.000Z',
      },
    ]);
  });

  it.each([
    ['a line that is no JSON', '{"email":"ada@example.com"}\ncanary\n', 'line 2 is not a JSON object'],
    ['a text', '"canary"\n', 'has no JSON objects'],
    ['no JSON at all', 'canary\ncanary\n', 'has no JSON objects'],
  ])('refuses a file with %s, and repeats nothing of it', async (_, text, sentence) => {
    const file = await textFile(text);
    const refused = await runHere(['users', 'convert', file, '--from', 'devise'], {});
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining(sentence) });
    expect(`${refused.stdout}${refused.stderr}`).not.toContain('canary');
  });

  it('refuses a file that is not there, and a system that it does not know', async () => {
    const missing = await runHere(['users', 'convert', '/nowhere/x.json', '--from', 'devise'], {});
    expect(missing).toMatchObject({ code: 3, stderr: '/nowhere/x.json cannot be read as a file.\n' });
    const unknown = await runHere(['users', 'convert', 'x.json', '--from', 'okta'], {});
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('auth0, better-auth, cognito'),
    });
  });
});
