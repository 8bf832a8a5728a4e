import { asUserId } from '../../src/core/ids.js';
import {
  LoginDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../src/generated/client/operations.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Answer, Client } from './client.js';
import { type WatchedDatabase, type WatchedEngine, watchDatabase, watchHashing } from './counting.js';
import { PASSWORD } from './people.js';
import { startService, type TestService } from './service.js';

export const NEW_PASSWORD = 'Another1Word!';

/** One service for the tests of a file, its hashing and its database watched. */
export let engine: WatchedEngine;
let watched: WatchedDatabase;
export let service: TestService;
export let client: Client;

beforeAll(async () => {
  engine = await watchHashing();
  watched = await watchDatabase();
  service = await startService({
    adapters: { hashingEngine: engine, database: watched.database },
    dataDir: watched.dataDir,
    env: { HASH_QUEUE_LIMIT: '1000', MAILED_CODES: 'registration' },
  });
  client = service.client;
});

afterAll(async () => {
  await service.stop();
  await watched.cleanup();
});

export const codeIn = ({ errors }: Pick<Answer<unknown>, 'errors'>) =>
  String(errors[0]?.extensions?.['code'] ?? 'accepted');

export const userCount = (where: object) => service.database.user.count({ where });

export async function requestedToken({ email }: { email: string }): Promise<string> {
  const mailed = service.mailbox.tokens(email).length;
  await client.run(RequestPasswordResetDocument, { input: { email } });
  return service.mailbox.token(email, mailed + 1);
}

export const reset = (token: string, newPassword = NEW_PASSWORD) =>
  client.ask(ResetPasswordDocument, { input: { token, newPassword } });

export const attempt = (usernameOrEmail: string, password = PASSWORD) =>
  client.ask(LoginDocument, { input: { usernameOrEmail, password } });

export const suspend = (id: string, until: Date | null = null) =>
  inTransaction(service.database, async (tx) => {
    await tx.user.update({ where: { id }, data: { status: 'SUSPENDED', suspendedUntil: until } });
    await service.userChanges.apply(tx, asUserId(id), 'suspended');
  });

export const reinstate = (id: string) =>
  service.database.user.update({ where: { id }, data: { status: 'ACTIVE', suspendedUntil: null } });
