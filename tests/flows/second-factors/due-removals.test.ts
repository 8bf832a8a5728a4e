import { Duration } from '../../../src/core/duration.js';
import { CancelFactorRemovalDocument, RemoveTotpDocument } from '../../../src/generated/client/operations.js';
import { codesOf } from '../../support/outcomes.js';
import { enrol, protectedPerson, signInWithRecoveryCode } from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

const HOUR = 60;

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const advance = (minutes: number) => service.clock.advance(Duration.minutes(minutes));
const run = () => service.work.dueRemovals.run();
const isStored = async (id: string) => (await service.database.totpSecret.count({ where: { id } })) === 1;

/** A user whose lost app waits for its removal. */
async function waiting() {
  const person = await protectedPerson(service);
  const { accessToken } = await signInWithRecoveryCode(service.client, person);
  await enrol(service.client.as(accessToken), service.clock, 'New phone');
  const input = { id: person.factorId, recoveryCode: null };
  await service.client.run(RemoveTotpDocument, { input }, { token: accessToken });
  await service.mailbox.token(person.email, 1, 'cancel-factor-removal');
  return person;
}

describe('a waiting removal whose reminder is late', () => {
  it('waits until four hours after the reminder', async () => {
    const { email, factorId } = await waiting();
    // Nothing ran for more than a day.
    advance(25 * HOUR);
    const reminded = service.clock.now();
    await run();
    expect(await isStored(factorId)).toBe(true);
    await service.mailbox.token(email, 2, 'cancel-factor-removal');
    const { dueAt } = await service.database.factorRemoval.findUniqueOrThrow({ where: { factorId } });
    expect(dueAt.getTime()).toBeGreaterThanOrEqual(
      Duration.minutes(4 * HOUR)
        .after(reminded)
        .getTime(),
    );
    advance(4 * HOUR - 1);
    await run();
    expect(await isStored(factorId)).toBe(true);
    advance(2);
    await run();
    expect(await isStored(factorId)).toBe(false);
  });

  it('is cancelled by the link of the reminder', async () => {
    const { email, factorId } = await waiting();
    advance(30 * HOUR);
    await run();
    const token = await service.mailbox.token(email, 2, 'cancel-factor-removal');
    advance(3 * HOUR);
    expect(codesOf(await service.client.ask(CancelFactorRemovalDocument, { input: { token } }))).toEqual([]);
    advance(2 * HOUR);
    await run();
    expect(await isStored(factorId)).toBe(true);
  });
});

it('a removal or reminder that fails delays no other one, and is tried again', async () => {
  const [broken, other] = [await waiting(), await waiting()];
  const refuse = async (table: string, event: string, column: string, id: string) => {
    await service.database.$executeRawUnsafe(`CREATE FUNCTION refuse_${table}() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$`);
    await service.database.$executeRawUnsafe(`CREATE TRIGGER refuse BEFORE ${event} ON ${table} FOR EACH ROW
      WHEN (OLD.${column} = '${id}') EXECUTE FUNCTION refuse_${table}()`);
    return () => service.database.$executeRawUnsafe(`DROP TRIGGER refuse ON ${table}`);
  };
  advance(20 * HOUR + 1);
  const allowReminder = await refuse('factor_removals', 'UPDATE', 'factor_id', broken.factorId);
  await run();
  await service.mailbox.token(other.email, 2, 'cancel-factor-removal');
  expect(service.mailbox.tokens(broken.email, 'cancel-factor-removal')).toHaveLength(1);
  await allowReminder();
  await run();
  await service.mailbox.token(broken.email, 2, 'cancel-factor-removal');

  advance(4 * HOUR + 1);
  const allowRemoval = await refuse('totp_secrets', 'DELETE', 'id', broken.factorId);
  await run();
  expect([await isStored(broken.factorId), await isStored(other.factorId)]).toEqual([true, false]);
  await allowRemoval();
  await run();
  expect(await isStored(broken.factorId)).toBe(false);
});
