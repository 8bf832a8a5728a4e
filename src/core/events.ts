import type { Account, Origin } from './viewer.js';

/**
 * Every type of event, with the members of its own. Each folder adds the events that it records, in its `*.events.ts`.
 * No event carries a secret.
 */
// biome-ignore lint/suspicious/noEmptyInterface: each folder adds its events to it
export interface EventCatalogue {}

/** Named in the past tense: it is recorded with what has happened. */
export type AuthEventType = keyof EventCatalogue;

export type AuthEventOf<T extends AuthEventType> = EventCatalogue[T] & {
  readonly type: T;
  readonly origin: Origin;
};

/** A closed union: the compiler knows every event of the service. */
export type AuthEvent = { readonly [T in AuthEventType]: AuthEventOf<T> }[AuthEventType];

export interface ConcernsUser {
  readonly userId: string;
}

/** The event carries what a mail to the user needs. */
export interface ConcernsAccount {
  readonly account: Account;
}

/** Somebody made an attempt on a user; null when no such user exists. */
export interface MayConcernUser {
  readonly userId: string | null;
}

export interface InSession {
  readonly sessionId: string;
}

export const AuditOutcome = { SUCCESS: 'SUCCESS', FAILURE: 'FAILURE' } as const;
export type AuditOutcome = keyof typeof AuditOutcome;

/** How the audit trail, the log and the API treat one type of event. */
export interface EventDeclaration<T extends AuthEventType> {
  /** The description in the schema of the API, for clients. */
  readonly description: string;
  readonly outcome: AuditOutcome;
  /** Whether the user it concerns did it, and had proven who they are. An event with an `actorId` says by itself. */
  readonly byUser: boolean;
  /** It may be part of an attack: the log warns of it. */
  readonly suspicious?: true;
  /** Only administrators read it, not the user it concerns. */
  readonly toldToUser?: false;
  /** What the audit trail keeps besides: at most 200 characters. It outlives the account, so it never names personal data. */
  readonly detail?: (event: AuthEventOf<T>) => string | null;
  /** What the log tells besides the ids. */
  readonly logFields?: (event: AuthEventOf<T>) => { readonly [field: string]: string };
}

export type EventDeclarations<T extends AuthEventType = AuthEventType> = {
  readonly [X in T]: EventDeclaration<X>;
};

/** @returns the declaration of an event's type, as one that takes the event itself */
export function declarationOf(
  { type }: Pick<AuthEvent, 'type'>,
  declarations: EventDeclarations,
): EventDeclaration<AuthEventType> {
  // The compiler does not connect the type of an event with the declaration that it selects.
  return declarations[type] as EventDeclaration<AuthEventType>;
}

/** @returns null when the event concerns no existing user */
export function userIdOf(event: AuthEvent): string | null {
  if ('account' in event) return event.account.id;
  return 'userId' in event ? event.userId : null;
}

export function sessionIdOf(event: AuthEvent): string | null {
  return 'sessionId' in event ? event.sessionId : null;
}
