import type { PostgresqlInspection } from '../../platform/database/inspection.js';
import { DatabaseReadOnly } from '../../platform/database/write-check.js';
import { type Finding, ok, problem, warning } from './finding.js';

const DISK_FULL = '53100';

/** Checks whether PostgreSQL is able to serve now: it must take writes, not only reads. */
export function checkPostgresqlState({ schema, isDurable, writeFailure }: PostgresqlInspection): Finding[] {
  return [
    writeFailure === null ? ok('writes', 'The database accepts writes.') : explain(writeFailure),
    ...(schema === 'public'
      ? []
      : [
          problem(
            'search-path',
            `The search_path begins with ${schema === null ? 'no schema' : 'another schema'} instead of public.`,
            'Run: ALTER ROLE … SET search_path = public, for the role of DATABASE_URL.',
          ),
        ]),
    ...(isDurable
      ? []
      : [
          warning(
            'durability',
            'PostgreSQL confirms commits that a crash of its machine can lose.',
            'Turn synchronous_commit and fsync on: the service reports a change as done after its commit.',
          ),
        ]),
  ];
}

function explain(failure: Error & { code?: string }): Finding {
  if (failure instanceof DatabaseReadOnly)
    return problem(
      'writes',
      'The database refuses writes: it is a standby, or a setting makes it read-only.',
      'Point DATABASE_URL to the primary, and turn default_transaction_read_only off.',
    );
  if (failure.code === DISK_FULL)
    return problem(
      'writes',
      'The disk of PostgreSQL is full.',
      'Free space on the disk, then run the doctor again.',
    );
  return problem(
    'writes',
    `A write was not committed: ${failure.message.replace(/\.$/, '')}.`,
    'Check that the standbys in synchronous_standby_names are reachable: commits wait for them.',
  );
}
