import { readFileSync } from 'node:fs';
import { asSessionId, asUserId } from '../../../src/core/ids.js';
import type { UserChange } from '../../../src/core/user-change.js';
import {
  MeDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { logIn, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

/** Whether what the user got before a change still works after it. */
const MATRIX: Record<
  UserChange,
  { thisSession: boolean; otherSessions: boolean; resetLink: boolean; knownDevice: boolean }
> = {
  'password changed': { thisSession: true, otherSessions: false, resetLink: false, knownDevice: true },
  'password reset': { thisSession: false, otherSessions: false, resetLink: false, knownDevice: false },
  'email changed': { thisSession: true, otherSessions: false, resetLink: false, knownDevice: true },
  'second factor changed': { thisSession: true, otherSessions: false, resetLink: false, knownDevice: true },
  'identity changed': { thisSession: true, otherSessions: false, resetLink: false, knownDevice: true },
  'mailbox proven': { thisSession: false, otherSessions: false, resetLink: false, knownDevice: false },
  suspended: { thisSession: false, otherSessions: false, resetLink: false, knownDevice: false },
  deleted: { thisSession: false, otherSessions: false, resetLink: false, knownDevice: false },
};

/** The row of the table in docs/architecture.md. */
function documented([change, leaves]: [string, (typeof MATRIX)[UserChange]]): string {
  const { thisSession, otherSessions, resetLink, knownDevice } = leaves;
  const cell = (isAlive: boolean, one: string) => (isAlive ? one : 'ended');
  const devices = cell(knownDevice, 'stay');
  return `| ${change} | ${cell(thisSession, 'stays')} | ${cell(otherSessions, 'stay')} | ${cell(resetLink, 'stay')} | ${devices} |`;
}

it('what a change ends is documented', () => {
  const page = readFileSync(new URL('../../../docs/architecture.md', import.meta.url), 'utf8');
  for (const row of Object.entries(MATRIX).map(documented)) expect(page).toContain(row);
});

describe('a change of a user', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const works = async (attempt: Promise<{ errors: readonly unknown[] }>) =>
    (await attempt).errors.length === 0;
  const access = (token: string) => works(service.client.as(token).ask(MeDocument, {}));
  const refresh = (refreshToken: string) =>
    works(service.client.ask(RefreshTokenDocument, { input: { refreshToken } }));

  it.each(Object.entries(MATRIX) as [UserChange, (typeof MATRIX)[UserChange]][])(
    '%s leaves %j',
    async (because, expected) => {
      const person = await registerPerson(service.client);
      const id = asUserId(person.tokens.user.id);
      const other = await logIn(service.client, person);
      await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
      const token = await service.mailbox.token(person.email);
      const own = await service.database.session.findFirst({
        where: { userId: id },
        orderBy: { createdAt: 'asc' },
      });
      const keep = expected.thisSession && own ? asSessionId(own.id) : undefined;

      await inTransaction(service.database, (tx) => service.userChanges.apply(tx, id, because, keep));

      expect(await access(person.tokens.accessToken)).toBe(expected.thisSession);
      expect(await refresh(person.tokens.refreshToken)).toBe(expected.thisSession);
      expect(await access(other.accessToken)).toBe(expected.otherSessions);
      expect(await refresh(other.refreshToken)).toBe(expected.otherSessions);
      const reset = service.client.ask(ResetPasswordDocument, {
        input: { token, newPassword: 'Correct-Horse-9' },
      });
      expect(await works(reset)).toBe(expected.resetLink);
      expect(await service.database.knownDevice.count({ where: { userId: id } })).toBe(
        expected.knownDevice ? 2 : 0,
      );
    },
  );
});
