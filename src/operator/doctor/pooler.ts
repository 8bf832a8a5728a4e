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
  if (mode === 'session') return [ok(CHECK, 'A pooler in session mode is in front of PostgreSQL.')];
  const sentence = 'A pooler in transaction mode is in front of PostgreSQL';
  return [
    keepsStatements
      ? warning(
          CHECK,
          `${sentence}, and supports prepared statements.`,
          'The time limits of sessions have no effect behind it; set DATABASE_POOLER=transaction.',
        )
      : problem(
          CHECK,
          `${sentence}, and does not support prepared statements.`,
          'Set DATABASE_POOLER=transaction, or point DATABASE_URL to PostgreSQL itself.',
        ),
  ];
}

function checkSetting(hasStatementTimeout: boolean): Finding {
  return hasStatementTimeout
    ? ok(CHECK, 'DATABASE_POOLER is transaction, and the role has time limits.')
    : warning(
        CHECK,
        'DATABASE_POOLER is transaction, but the role has no statement_timeout.',
        "Set the time limits on the role: ALTER ROLE … SET statement_timeout = '5s', and idle_in_transaction_session_timeout = '7s'.",
      );
}
