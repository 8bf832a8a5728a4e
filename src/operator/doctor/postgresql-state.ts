import type { PostgresqlInspection } from '../../platform/database/inspection.js';
import { DatabaseReadOnly } from '../../platform/database/write-check.js';
import { type Finding, ok, problem, warning } from './finding.js';

const DISK_FULL = '53100';

/** Checks whether PostgreSQL is able to serve now: it must take writes, not only reads. */
export function checkPostgresqlState({ schema, isDurable, writeFailure }: PostgresqlInspection): Finding[] {
  return [
    writeFailure === null ? ok('writes', 'The database takes writes.') : explain(writeFailure),
    ...(schema === 'public'
      ? []
      : [
          problem(
            'search-path',
            `The search_path leads to ${schema === null ? 'no schema' : 'another schema'} first.`,
            'Run: ALTER ROLE … SET search_path = public, for the role of DATABASE_URL.',
          ),
        ]),
    ...(isDurable
      ? []
      : [
          warning(
            'durability',
            'PostgreSQL confirms commits that a crash of its machine loses.',
            'Leave synchronous_commit and fsync on: a user is told that a change is made once it is committed.',
          ),
        ]),
  ];
}

function explain(failure: Error & { code?: string }): Finding {
  if (failure instanceof DatabaseReadOnly)
    return problem(
      'writes',
      'The database takes no writes: it is a standby, or read-only by a setting.',
      'Let DATABASE_URL lead to the primary, and default_transaction_read_only be off.',
    );
  if (failure.code === DISK_FULL)
    return problem(
      'writes',
      'The disk of PostgreSQL is full.',
      'Make room for it, then run the doctor again.',
    );
  return problem(
    'writes',
    `A write was not committed: ${failure.message.replace(/\.$/, '')}.`,
    'Look whether a standby in synchronous_standby_names is away: commits wait for it.',
  );
}
