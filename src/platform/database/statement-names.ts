import { createHash } from 'node:crypto';
import type { SqlQuery } from '@prisma/driver-adapter-utils';

/** Prepared statements live as long as their connection, on both sides of it: their number has an end. */
const MAX_NAMED_STATEMENTS = 500;

export interface StatementNames {
  (query: SqlQuery): string;
  /** Has every connection prepare everything anew: a migration has changed what is known of some statement. */
  renew(): void;
}

/**
 * Names a statement by its text, so that a connection prepares it once. Statements without parameters are
 * left unnamed: they are transaction control, or run once.
 */
export function statementNames(): StatementNames {
  const names = new Map<string, string>();
  let series = 0;
  const nameOf = ({ sql, args }: SqlQuery) => {
    if (args.length === 0) return '';
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MAX_NAMED_STATEMENTS) return '';
    const name = `latchkey_${series}_${createHash('sha256').update(sql).digest('hex').slice(0, 40)}`;
    names.set(sql, name);
    return name;
  };
  return Object.assign(nameOf, {
    renew: () => {
      series += 1;
      names.clear();
    },
  });
}
