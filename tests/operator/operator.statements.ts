import { writeFile } from 'node:fs/promises';
import { UserBatches } from '../../src/accounts/users/user-batches.service.js';
import { deriveKeys } from '../../src/app/registers.js';
import { systemRandomness } from '../../src/core/randomness.js';
import { UserExport } from '../../src/operator/import-export/user-export.service.js';
import { BESIDE } from '../support/administrators.js';
import { newFolder } from '../support/database.js';
import { uniqueName } from '../support/people.js';
import type { RunStatements } from '../support/raw-statements.js';
import { auditInProcess, factorsInProcess, importInProcess } from './import-export/import-in-process.js';

const HASH = '$2b$10$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';

const GOOGLE = { provider: 'google', subject: '108000000000000000001' };

const run: RunStatements = async ({ database, authSecret }) => {
  const username = uniqueName();
  const imported = { username, email: `${username}@example.com`, passwordHash: HASH, identities: [GOOGLE] };
  const file = `${newFolder()}.jsonl`;
  await writeFile(file, `${JSON.stringify(imported)}\n`);
  await importInProcess(database, {})(file);
  const users = new UserBatches({ randomness: systemRandomness });
  const audit = auditInProcess(database);
  const include = { hashes: false, secondFactors: true };
  const deps = {
    database,
    users,
    audit,
    ...factorsInProcess(deriveKeys(authSecret, systemRandomness).totpSecrets),
  };
  await new UserExport(deps).run(include, BESIDE, async () => undefined);
};
export default run;
