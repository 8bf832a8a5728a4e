import { Duration } from '../../../src/core/duration.js';
import type { Transaction } from '../../../src/platform/database/client.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { name, repeats } from '../../support/canary.js';
import { dumpOf } from '../../support/secret-scan.js';
import { type OutboxEnvironment, openOutbox, outside, until } from './outbox-environment.js';
import { outgoingReset } from './reset-mail.js';

let environment: OutboxEnvironment;
beforeAll(async () => {
  environment = await openOutbox();
});
afterEach(() => environment.clear());
afterAll(() => environment.close());

const expiresAt = () => Duration.minutes(30).after(environment.clock.now());

describe('put', () => {
  it('REG-13: writes the mail with the change that causes it, or neither', async () => {
    const change = inTransaction(environment.database, async (tx) => {
      await environment.outbox.put(tx, outgoingReset(), expiresAt());
      expect(await tx.outboxMail.count()).toBe(1);
      throw new Error('what came after it');
    });
    await expect(change).rejects.toThrow('what came after it');
    expect(await environment.rows()).toEqual([]);
  });

  it('DR-2: leaves nothing in the database that says whom it is for or what it says', async () => {
    const [address, username, token] = [`${name()}@example.com`, name(), name()];
    const url = `https://example.com/reset?token=${token}`;
    await environment.put(outgoingReset({ address, username, url }));
    const dump = await dumpOf(environment.database);
    expect(dump).toContain('outbox_mails: ');
    const told = [address, address.split('@')[0] ?? '', username, token, url, 'passwordReset'];
    expect(told.filter((secret) => repeats(dump, secret))).toEqual([]);
  });

  it('LOG-3: writes for nobody what nobody can tell from a mail', async () => {
    await environment.put(null);
    await environment.put(outgoingReset());
    await environment.put(
      outgoingReset({ address: `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.com` }),
    );
    const seen = (await environment.rows()).map(({ sealed, attempts, givenUpAt }) => ({
      length: sealed.length,
      attempts,
      givenUpAt,
    }));
    expect(seen).toEqual(Array(3).fill(seen[0]));
  });
});

describe('committed', () => {
  it('wakes once for each transaction that wrote a mail, and for no other', async () => {
    let woken = 0;
    environment.outbox.whenFilled(() => {
      woken += 1;
    });
    const run = (change: (tx: Transaction) => Promise<unknown>) =>
      inTransaction(environment.database, async (tx) => {
        await change(tx);
        return tx;
      });
    const without = await run((tx) => tx.user.count());
    environment.outbox.committed(without);
    expect(woken).toBe(0);
    const withMail = await run((tx) => environment.outbox.put(tx, outgoingReset(), expiresAt()));
    environment.outbox.committed(withMail);
    environment.outbox.committed(withMail);
    expect(woken).toBe(1);
  });
});

describe('what was put', () => {
  it('leaves at once, and its row with it', async () => {
    const { mailer, sent } = outside();
    environment.employ(mailer);
    await environment.put(outgoingReset());
    await until(() => sent.length === 1);
    await until(() => environment.isEmpty());
    expect(sent[0]?.to.address).toBe('Ada.Lovelace+1@example.com');
  });

  it('leaves when nobody told of it, too', async () => {
    const { mailer, sent } = outside();
    await environment.put(outgoingReset());
    environment.employ(mailer).worker.start();
    await until(() => sent.length === 1);
  });

  it('LOG-3: is thrown away unsent where it was for nobody', async () => {
    const { mailer, tries } = outside();
    const { log, delivery } = environment.employ(mailer);
    await environment.put(null);
    await until(() => environment.isEmpty());
    expect([tries(), log.lines, delivery.counts.delivered]).toEqual([0, [], 0]);
  });
});
