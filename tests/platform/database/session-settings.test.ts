import {
  ChangePasswordDocument,
  DeleteAccountDocument,
  ExportMyDataDocument,
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  UpdateProfileDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { doctor, of } from '../../operator/doctor/report.js';
import { administer, STORAGE_KINDS, silentLog } from '../../support/database.js';
import { logIn, registerPerson } from '../../support/people.js';
import { START_LIMIT, type TestService } from '../../support/service.js';
import { type ServedDatabase, serveDatabase } from './served-database.js';

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

const ODD = {
  TimeZone: "'Pacific/Chatham'",
  IntervalStyle: "'sql_standard'",
  bytea_output: "'escape'",
  extra_float_digits: '-15',
  standard_conforming_strings: 'off',
  escape_string_warning: 'off',
  lc_messages: "'C'",
  default_transaction_isolation: "'repeatable read'",
};

async function expectWholeLife({ client, mailbox }: TestService): Promise<void> {
  const before = Date.now();
  const person = await registerPerson(client);
  const { accessToken: token, refreshToken } = person.tokens;
  const { me } = await client.run(MeDocument, {}, { token });
  expect(Math.abs(Date.parse(String(me?.createdAt)) - before)).toBeLessThan(60_000);
  await client.run(UpdateProfileDocument, { input: { languageCode: 'de' } }, { token });
  await client.run(VerifyEmailDocument, {
    input: { token: await mailbox.token(person.email, 1, 'verify-email') },
  });

  const first = await client.run(RefreshTokenDocument, { input: { refreshToken } });
  // Within the grace its predecessor is answered again, which the time of the refresh decides.
  await client.run(RefreshTokenDocument, { input: { refreshToken } });
  await client.run(RefreshTokenDocument, { input: { refreshToken: first.refreshToken.refreshToken } });

  const other = await logIn(client, person);
  const { me: owner } = await client.run(MySessionsDocument, {}, { token: other.accessToken });
  for (const { createdAt, expiresAt } of owner?.sessions ?? []) {
    expect(Math.abs(Date.parse(String(createdAt)) - before)).toBeLessThan(60_000);
    expect(Date.parse(String(expiresAt))).toBeGreaterThan(before + 60_000);
  }
  const { exportMyData } = await client.run(ExportMyDataDocument, {}, { token: other.accessToken });
  expect(JSON.stringify(exportMyData)).not.toMatch(/Invalid Date/);

  const newPassword = 'Chosen-Password-1!';
  await client.run(
    ChangePasswordDocument,
    { input: { currentPassword: person.password, newPassword } },
    { token: other.accessToken },
  );
  await client.run(RequestPasswordResetDocument, { input: { email: person.email } });
  await client.run(ResetPasswordDocument, {
    input: { token: await mailbox.token(person.email), newPassword: person.password },
  });
  const last = await logIn(client, person);
  await client.run(LogoutDocument, { input: { refreshToken: (await logIn(client, person)).refreshToken } });
  await client.run(
    DeleteAccountDocument,
    { input: { password: person.password } },
    { token: last.accessToken },
  );
}

describePostgresql.each(['SQL, DMY', 'SQL, MDY', 'Postgres, DMY', 'Postgres, MDY', 'German'])(
  'a database whose operator has chosen the style %s for dates, and odd values for all else',
  (style) => {
    let served: ServedDatabase;
    beforeAll(async () => {
      served = await serveDatabase({ ...ODD, DateStyle: `'${style}'` });
    }, START_LIMIT);
    afterAll(() => served.stop());

    it('serves the whole life of an account', async () => {
      await expectWholeLife(served.service);
    });

    it('satisfies the doctor', async () => {
      const report = await doctor(served.env);
      expect(report.findings.filter(({ status }) => status === 'problem')).toEqual([]);
      expect(of(report, 'clock')?.status).toBe('ok');
      expect(of(report, 'keys')?.status).toBe('ok');
    });
  },
);

describePostgresql('a database in which another program’s tables are found first', () => {
  it('is not served from, and its doctor says why', async () => {
    const served = await serveDatabase({});
    await administer('CREATE SCHEMA another', [], served.url);
    await administer('CREATE TABLE another.users ()', [], served.url);
    await served.set('search_path', 'another, public');
    await expect(openDatabase({ kind: 'postgresql', url: served.url }, silentLog)).rejects.toThrow(
      'The search_path of the database begins with another schema instead of public',
    );
    expect(of(await doctor(served.env), 'search-path')?.status).toBe('problem');
    await served.stop();
  });
});
