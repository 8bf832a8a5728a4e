import { createHash } from 'node:crypto';
import type { SqlQuery } from '@prisma/driver-adapter-utils';

/** Prepared statements live as long as their connection, on both sides of it: their number has an end. */
const MAX_NAMED_STATEMENTS = 500;

/**
 * Names a statement by its text, so that a connection prepares it once. Statements without parameters are
 * left unnamed: they are transaction control, or run once.
 */
export function statementNames(): (query: SqlQuery) => string {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    if (args.length === 0) return '';
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MAX_NAMED_STATEMENTS) return '';
    const name = `latchkey_${createHash('sha256').update(sql).digest('hex').slice(0, 40)}`;
    names.set(sql, name);
    return name;
  };
}
