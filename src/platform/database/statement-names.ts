import { createHash } from 'node:crypto';
import type { SqlQuery } from '@prisma/driver-adapter-utils';

/** Both sides keep a prepared statement as long as the connection lives, so the number is limited. */
const MAX_NAMED_STATEMENTS = 500;

export interface StatementNames {
  (query: SqlQuery): string;
  /** Makes every connection prepare every statement again, because a migration changed a table. */
  renew(): void;
}

/**
 * Names a statement by its text, so that each connection prepares it once. Statements without parameters stay
 * unnamed, because they are transaction control or run once.
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
