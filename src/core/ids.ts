import { isUuid } from './uuid.js';

declare const owner: unique symbol;

/** A UUID that names one kind of thing. The compiler rejects an id of another kind. */
type Id<Owner extends string> = string & { readonly [owner]: Owner };

export type UserId = Id<'user'>;
export type SessionId = Id<'session'>;

declare const locked: unique symbol;

/**
 * The id of a user whose row this transaction has locked or created. Until it ends, no other transaction changes
 * the user. Only `Users` makes one, so a method that takes one cannot be called before the lock.
 */
export type LockedUser = UserId & { readonly [locked]: true };

/** For a value that is the id of a user by its origin: a generated id, a column, a claim of a verified token. */
export function asUserId(id: string): UserId {
  return id as UserId;
}

/**
 * An id that no user has. A database answers a comparison with null without a look at any index, so a query for nobody
 * must have an id to take as long as one for a user (user enumeration).
 */
export const NOBODY = '00000000-0000-4000-8000-000000000000' as UserId;

/** For a value that is the id of a session by its origin. */
export function asSessionId(id: string): SessionId {
  return id as SessionId;
}

/** Reads an id that a client or the operator sent. @returns null if the text is not a UUID */
export function parseUserId(text: unknown): UserId | null {
  return isUuid(text) ? asUserId(text) : null;
}

/** Reads an id that a client sent. @returns null if the text is not a UUID */
export function parseSessionId(text: unknown): SessionId | null {
  return isUuid(text) ? asSessionId(text) : null;
}
