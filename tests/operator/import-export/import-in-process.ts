import { ReservedUsernames } from '../../../src/accounts/users/reserved-usernames.js';
import { UserBatches } from '../../../src/accounts/users/user-batches.service.js';
import { eventDeclarations } from '../../../src/app/registers.js';
import { systemClock } from '../../../src/core/clock.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { KeyedHash, SecretBox } from '../../../src/core/secret-box.js';
import { ImportedIdentities } from '../../../src/credentials/identities/imported-identities.service.js';
import { ImportedPasskeyBatches } from '../../../src/credentials/passkeys/imported-passkeys.service.js';
import { ImportedHashes } from '../../../src/credentials/passwords/imported-hashes.service.js';
import { ImportedTotpSecrets } from '../../../src/credentials/totp/imported-totp-secrets.service.js';
import { DerivedUsernames } from '../../../src/operator/import-export/derived-usernames.service.js';
import { ImportCheck } from '../../../src/operator/import-export/import-check.service.js';
import { ImportConflicts } from '../../../src/operator/import-export/import-conflicts.service.js';
import { UserImport } from '../../../src/operator/import-export/user-import.service.js';
import type { RecordOptions } from '../../../src/operator/import-export/user-record.js';
import { AuditTrail } from '../../../src/platform/audit/audit-trail.service.js';
import type { Database } from '../../../src/platform/database/client.js';
import { silentLog } from '../../support/database.js';
import type { TestService } from '../../support/service.js';

export type Fixture = Pick<TestService, 'client' | 'database'>;

/** The audit trail of a command. */
export function auditInProcess(database: Database): AuditTrail {
  return new AuditTrail({
    database,
    clock: systemClock,
    randomness: systemRandomness,
    log: silentLog,
    events: eventDeclarations,
    subscribers: [],
    transactionalHandlers: [],
    committed: () => undefined,
  });
}

/** The stores of second factors and of accounts at providers, under a key of the test unless it names another. */
export function factorsInProcess(box = new SecretBox(Buffer.alloc(32, 2), systemRandomness)) {
  const adapters = { clock: systemClock, randomness: systemRandomness };
  return {
    totpSecrets: new ImportedTotpSecrets({ ...adapters, box }),
    passkeys: new ImportedPasskeyBatches(adapters),
    identities: new ImportedIdentities(adapters),
  };
}

/** Imports into a database that a service in this process has open. */
export function importInProcess(
  database: Database,
  options: Partial<RecordOptions>,
  endings = new KeyedHash(Buffer.alloc(32, 1)),
) {
  const adapters = { database, clock: systemClock, randomness: systemRandomness };
  const users = new UserBatches(adapters);
  const factors = factorsInProcess();
  const conflicts = new ImportConflicts({ users, ...factors });
  const derived = new DerivedUsernames({
    users,
    reserved: new ReservedUsernames([]),
    endings,
  });
  const record = { rpId: 'localhost', firebase: null, derivedUsernames: 'offered' as const, ...options };
  const check = new ImportCheck({ ...adapters, conflicts, derived, options: record });
  const audit = auditInProcess(database);
  const hashes = new ImportedHashes(adapters);
  const imports = new UserImport({
    ...adapters,
    ...factors,
    users,
    conflicts,
    derived,
    hashes,
    check,
    audit,
  });
  return async (file: string, { stopAfter = Number.POSITIVE_INFINITY } = {}) => {
    let groups = 0;
    const run = {
      skipExisting: false,
      progress: (stage: 'checking' | 'writing') => {
        if (stage === 'writing') groups += 1000;
        if (groups >= stopAfter) throw new Error('stopped by the test');
      },
    };
    const report = await imports.report(file, await imports.progressOf(file), run);
    if (report.problemCount > 0) throw new Error(JSON.stringify(report.problems));
    const origin = { requestId: systemRandomness.uuid(), ipAddress: null, userAgent: 'test' };
    return imports.write(file, report, origin, run);
  };
}
