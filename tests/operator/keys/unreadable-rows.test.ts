import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../../src/platform/database/open.js';
import { createTestStorage, silentLog } from '../../support/database.js';
import { describeEmbedded } from '../../support/process.js';
import { startService } from '../../support/service.js';
import { runHere } from '../import-export/operator-environment.js';

describeEmbedded('secrets rotate with a row that no secret decrypts', () => {
  it('CK-5: replaces no secret, so that the row stays decryptable for its owner', async () => {
    const { storage, dataDir, cleanup } = await createTestStorage('embedded');
    const env = { DATA_DIR: dataDir };
    await runHere(['users', 'list'], env);
    const database = await openDatabase(storage, silentLog);
    await (await startService({ adapters: { database } })).stop();
    const secret = () => readFile(join(dataDir, 'secret'), 'utf8');
    const before = await secret();
    expect(await runHere(['secrets', 'rotate'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        'The secret was not replaced: neither secret decrypts 1 row(s) of signingKeys.',
      ),
    });
    expect(await secret()).toBe(before);
    await cleanup();
  });
});
