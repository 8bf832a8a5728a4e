import { readFile } from 'node:fs/promises';
import { systemRandomness } from '../../src/core/randomness.js';
import {
  ChangePasswordDocument,
  LoginDocument,
  LogoutDocument,
  RefreshTokenDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../src/generated/client/operations.js';
import { type OpenDatabase, openDatabase } from '../../src/platform/database/open.js';
import { canary, spellings } from '../support/canary.js';
import { createTestStorage, silentLog, type TestStorage } from '../support/database.js';
import { filesUnder } from '../support/dated-files.js';
import { openSigningKey } from '../support/forgery.js';
import { newcomer } from '../support/people.js';
import { dumpOf } from '../support/secret-scan.js';
import { startService, type TestService } from '../support/service.js';

let storage: TestStorage;
let database: OpenDatabase;
let authSecret: Buffer;

let service: TestService;
/** What each file of the database was before the service first saw it. */
let before: ReadonlyMap<string, number>;

beforeAll(async () => {
  storage = await createTestStorage('embedded');
  before = await filesUnder(storage.dataDir);
  database = await openDatabase(storage.storage, silentLog);
  authSecret = systemRandomness.bytes(32);
  service = await startService({ adapters: { database, authSecret } });
});

afterAll(async () => {
  await service.stop();
  await storage.cleanup();
});

const login = (usernameOrEmail: string, password: string) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail, password } });

describe('the database', () => {
  /** Does everything that people do and keeps every secret that was told on the way. */
  async function liveThroughEverything(): Promise<{
    secrets: Record<string, string | Buffer>;
    known: string;
  }> {
    const { client, mailbox } = service;
    // A password of the policy's kind that is long enough to be looked for.
    const secret = () => `aA1!${canary()}`;
    const [first, second, third, wrong, fingerprint] = [secret(), secret(), secret(), secret(), canary()];
    const input = newcomer({ password: first, deviceFingerprint: fingerprint });
    const { register } = await client.run(RegisterDocument, { input });
    await login(input.email, wrong);
    const loggedIn = await client.run(LoginDocument, {
      input: { usernameOrEmail: input.username, password: first, deviceFingerprint: fingerprint },
    });
    const refreshed = await client.run(RefreshTokenDocument, {
      input: { refreshToken: loggedIn.login.refreshToken },
    });
    await client.as(register.accessToken).run(ChangePasswordDocument, {
      input: { currentPassword: first, newPassword: second },
    });
    const requested = [];
    for (const _time of [1, 2]) {
      await client.run(RequestPasswordResetDocument, { input: { email: input.email } });
      requested.push(await mailbox.token(input.email, requested.length + 1));
    }
    const [unused = '', used = ''] = requested;
    await client.run(ResetPasswordDocument, { input: { token: used, newPassword: third } });
    await client.run(RequestPasswordResetDocument, { input: { email: input.email } });
    const pending = await mailbox.token(input.email, 3);
    const last = await client.run(LoginDocument, {
      input: { usernameOrEmail: input.email, password: third },
    });
    await client.as(last.login.accessToken).run(LogoutDocument, {});
    const { privateKey } = await openSigningKey(service.database, authSecret);
    const issued = [register, loggedIn.login, refreshed.refreshToken, last.login];
    const secrets: Record<string, string | Buffer> = {
      'first password': first,
      'second password': second,
      'third password': third,
      'wrong password': wrong,
      'device fingerprint': fingerprint,
      'unused link': unused,
      'used link': used,
      'pending link': pending,
      AUTH_SECRET: authSecret,
      'private key': privateKey.export({ type: 'pkcs8', format: 'der' }),
      'private number': Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'),
    };
    for (const [index, { accessToken, refreshToken }] of issued.entries())
      for (const [kind, token] of Object.entries({ accessToken, refreshToken })) {
        secrets[`${kind} ${index}`] = token;
        secrets[`signature of ${kind} ${index}`] = Buffer.from(token.split('.')[2] ?? '', 'base64url');
      }
    return { secrets, known: input.username };
  }

  function found(haystack: Buffer, secrets: Readonly<Record<string, string | Buffer>>): string[] {
    return Object.entries(secrets).flatMap(([name, secret]) =>
      spellings(secret).some((form) => haystack.includes(form)) ? [name] : [],
    );
  }

  it('DR-2: holds no secret that was ever told, in no row and in no file', async () => {
    const { secrets, known } = await liveThroughEverything();
    const rows = Buffer.from(await dumpOf(service.database));
    expect(rows.includes(known)).toBe(true);
    expect(found(rows, secrets)).toEqual([]);

    await service.database.$executeRaw`CHECKPOINT`;
    const after = await filesUnder(storage.dataDir);
    const changed = [...after].filter(([path, at]) => before.get(path) !== at).map(([path]) => path);
    const inFiles: string[] = [];
    let sawKnown = false;
    for (const path of changed) {
      const content = await readFile(path);
      sawKnown ||= content.includes(known);
      inFiles.push(...found(content, secrets).map((name) => `${name} in ${path}`));
    }
    // The files were really read: what is no secret is in them.
    expect(sawKnown).toBe(true);
    expect(inFiles).toEqual([]);
  });

  it('DR-2: would be found out: a secret that is stored is found, in each of its spellings', () => {
    const secret = canary();
    for (const form of spellings(secret))
      expect(found(Buffer.concat([Buffer.from('xy'), form, Buffer.from('z')]), { secret })).toEqual([
        'secret',
      ]);
    for (const offset of [0, 1, 2, 3]) {
      const packed = Buffer.from(`${'x'.repeat(offset)}${secret}yyy`).toString('base64');
      expect(found(Buffer.from(packed), { secret })).toEqual(['secret']);
    }
  });
});
