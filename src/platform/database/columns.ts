import type { SessionId, UserId } from '../../core/ids.js';
import { Prisma } from '../../generated/prisma/client.js';

type Model = Prisma.ModelName;
type Scalars<M extends Model> = Prisma.TypeMap['model'][M]['payload']['scalars'];
type Field<M extends Model> = keyof Scalars<M> & string;

/** Enums and decimals. Prisma and the drivers read these differently, so a statement returns them as text. */
type IsText<T> = T extends Prisma.Decimal
  ? true
  : T extends string
    ? string extends T
      ? false
      : true
    : false;
type TextField = {
  [M in Model]: { [F in Field<M>]: true extends IsText<Scalars<M>[F]> ? `${M}.${F}` : never }[Field<M>];
}[Model];

const TEXT_FIELDS: Readonly<Record<TextField, true>> = {
  'User.role': true,
  'User.status': true,
  'User.balance': true,
  'User.referralBalance': true,
  'OneTimeToken.purpose': true,
  'Challenge.purpose': true,
  'MailedCode.purpose': true,
  'AuditEvent.outcome': true,
  'LedgerEntry.account': true,
  'LedgerEntry.amount': true,
};

/** The columns with ids of users and of sessions, which have types of their own. */
type UserIdField = 'User.id' | `User.${string}ById` | `${Model}.userId`;
type SessionIdField = 'Session.id' | `${Model}.sessionId`;
type Text<Name extends string, T extends string> = Name extends UserIdField
  ? UserId
  : Name extends SessionIdField
    ? SessionId
    : T;
type Value<Name extends string, T> = T extends Prisma.Decimal ? string : T extends string ? Text<Name, T> : T;
type Row<M extends Model, F extends Field<M>> = { readonly [K in F]: Value<`${M}.${K}`, Scalars<M>[K]> };

declare const row: unique symbol;
/** The columns of a SELECT or RETURNING, with the type of the row that they yield. */
export type Columns<R> = Prisma.Sql & { readonly [row]?: R };
export type RowOf<C> = C extends Columns<infer R> ? R : never;
/** The row of an outer join, where no row may match. */
export type Nullable<R> = { readonly [K in keyof R]: R[K] | null };

/**
 * The column list and the row type of a raw statement, both from the model: a field that is renamed or has another
 * type does not compile. Only the named fields are selected, so a new column of the model is never returned by accident.
 * @param alias the name of the table in the statement
 */
export function columnsOf<M extends Model, const F extends Field<M>>(
  model: M,
  alias: string,
  fields: readonly F[],
): Columns<Row<M, F>> {
  const columns = fields.map((field) => {
    const cast = Object.hasOwn(TEXT_FIELDS, `${model}.${field}`) ? '::text' : '';
    return `${alias}.${columnName(field)}${cast} AS "${field}"`;
  });
  return Prisma.raw(columns.join(', '));
}

/** Every `@map` of prisma/schema.prisma follows this rule, which a test checks. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
