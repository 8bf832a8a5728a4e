import type { PostgresqlInspection } from '../../platform/database/inspection.js';
import type { Pooler } from '../../platform/database/storage.js';
import { type Finding, ok, problem, warning } from './finding.js';

const CHECK = 'pooler';

/**
 * Checks the settings that a pooler between the service and PostgreSQL needs. Without a pooler there is no
 * finding.
 */
export function checkPooler(
  { pooling: { mode, keepsStatements }, hasStatementTimeout }: PostgresqlInspection,
  setting: Pooler,
): Finding[] {
  if (setting === 'transaction') return [checkSetting(hasStatementTimeout)];
  if (mode === 'none') return [];
  if (mode === 'session') return [ok(CHECK, 'Between here and PostgreSQL is a pooler in session mode.')];
  const sentence = 'Between here and PostgreSQL is a pooler in transaction mode';
  return [
    keepsStatements
      ? warning(
          CHECK,
          `${sentence} that keeps prepared statements.`,
          'Time limits of a session do not hold behind it; set DATABASE_POOLER=transaction.',
        )
      : problem(
          CHECK,
          `${sentence} that does not keep prepared statements.`,
          'Set DATABASE_POOLER=transaction, or let DATABASE_URL lead to PostgreSQL itself.',
        ),
  ];
}

function checkSetting(hasStatementTimeout: boolean): Finding {
  return hasStatementTimeout
    ? ok(CHECK, 'DATABASE_POOLER is transaction: nothing depends on the session.')
    : warning(
        CHECK,
        'DATABASE_POOLER is transaction, and the role has no statement_timeout.',
        "Set the time limits on the role: ALTER ROLE … SET statement_timeout = '5s', and idle_in_transaction_session_timeout = '7s'.",
      );
}
