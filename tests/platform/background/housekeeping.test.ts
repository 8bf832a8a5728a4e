import { Duration } from '../../../src/core/duration.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import {
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { Housekeeping, type Store } from '../../../src/platform/background/housekeeping.service.js';
import { RecordingLog } from '../../support/adapters.js';
import { ageSession, PAST_RECOVERY } from '../../support/aged-sessions.js';
import { logIn, newcomer, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

describe('housekeeping', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const sweep = () => service.housekeeping.sweep();
  const sessionsOf = (userId: string) => service.database.session.count({ where: { userId } });
  const refresh = (refreshToken: string) =>
    service.client.ask(RefreshTokenDocument, { input: { refreshToken } });

  it('DO-4: takes out sessions and links that are over, and leaves the others', async () => {
    const early = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: early.email } });
    await service.client.run(RequestPasswordResetDocument, { input: { email: newcomer().email } });
    service.clock.advance(Duration.minutes(31 * 24 * 60));
    const late = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: late.email } });

    await sweep();

    expect(await sessionsOf(early.tokens.user.id)).toBe(0);
    expect(await sessionsOf(late.tokens.user.id)).toBe(1);
    const owners = await service.database.oneTimeToken.findMany({ where: { purpose: 'PASSWORD_RESET' } });
    expect(owners.map(({ userId }) => userId)).toEqual([late.tokens.user.id]);
    const token = await service.mailbox.token(late.email);
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: 'Correct-Horse-9' } });
  });

  it('takes out challenges and secrets of authenticator apps that nobody has confirmed', async () => {
    const { tokens } = await registerPerson(service.client);
    const userId = tokens.user.id;
    const createdAt = service.clock.now();
    const secret = { userId, name: 'Phone', createdAt, sealed: new Uint8Array(48) };
    await service.database.totpSecret.create({ data: { ...secret, id: systemRandomness.uuid() } });
    const confirmed = { ...secret, id: systemRandomness.uuid(), confirmedAt: createdAt };
    await service.database.totpSecret.create({ data: confirmed });
    await service.database.challenge.create({
      data: {
        id: systemRandomness.uuid(),
        purpose: 'PASSKEY_STEP_UP',
        digest: new Uint8Array(systemRandomness.bytes(32)),
        userId,
        createdAt,
        expiresAt: Duration.minutes(5).after(createdAt),
      },
    });
    await sweep();
    expect(await service.database.challenge.count({ where: { userId } })).toBe(1);
    expect(await service.database.totpSecret.count({ where: { userId } })).toBe(2);
    service.clock.advance(Duration.minutes(16));
    await sweep();
    expect(await service.database.challenge.count({ where: { userId } })).toBe(0);
    const left = await service.database.totpSecret.findMany({ where: { userId } });
    expect(left.map(({ id }) => id)).toEqual([confirmed.id]);
  });

  it('RT-10: is never blind to a token that comes back: of a session that lives, everything is kept', async () => {
    const person = await registerPerson(service.client);
    await refresh(person.tokens.refreshToken);
    service.clock.advance(Duration.minutes(20 * 24 * 60));
    await ageSession(service.database, person.tokens.refreshToken, PAST_RECOVERY);
    await sweep();
    const { errors } = await refresh(person.tokens.refreshToken);
    expect(errors[0]?.extensions?.['code']).toBe('TOKEN_REUSED');
  });

  it('goes on in small batches until nothing is left', async () => {
    const person = await registerPerson(service.client);
    const session = await service.database.session.findFirstOrThrow({
      where: { userId: person.tokens.user.id },
    });
    const expiresAt = new Date(0);
    await service.database.session.createMany({
      data: Array.from({ length: 1200 }, () => ({ ...session, id: systemRandomness.uuid(), expiresAt })),
    });
    await logIn(service.client, person);
    await sweep();
    expect(await sessionsOf(person.tokens.user.id)).toBe(2);
  });

  it('tries again after a failure, and tells of it', async () => {
    const log = new RecordingLog();
    const broken: Store = { name: 'broken', purge: () => Promise.reject(new Error('no')) };
    const own = new Housekeeping({
      database: service.database,
      clock: service.clock,
      randomness: systemRandomness,
      log,
      stores: [broken],
    });
    await expect(own.sweep()).rejects.toThrow('no');
    await own.stop();
  });

  it('is done by one instance at a time', async () => {
    let inside = 0;
    let most = 0;
    const slow: Store = {
      name: 'slow',
      purge: async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 50));
        inside -= 1;
        return 0;
      },
    };
    const deps = {
      database: service.database,
      clock: service.clock,
      randomness: systemRandomness,
      log: new RecordingLog(),
      stores: [slow],
    };
    await Promise.all(Array.from({ length: 16 }, () => new Housekeeping(deps).sweep()));
    expect(most).toBe(1);
  });
});
