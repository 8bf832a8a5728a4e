import { type Authentication, type AuthMethod, asLevel } from '../core/assurance.js';
import type { columnsOf, RowOf } from '../platform/database/columns.js';

/** The columns of a session's row that tell when and how its user last proved who they are. */
export const AUTHENTICATION = [
  'authenticatedAt',
  'level',
  'methods',
  'recovered',
  'stepUpGeneration',
] as const;
export type AuthenticationRow = RowOf<
  ReturnType<typeof columnsOf<'Session', (typeof AUTHENTICATION)[number]>>
>;

export function authenticationOf(row: AuthenticationRow): Authentication {
  return {
    at: row.authenticatedAt,
    level: asLevel(row.level),
    methods: row.methods as AuthMethod[],
    recovered: row.recovered,
  };
}
