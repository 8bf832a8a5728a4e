import type { SessionId, UserId } from './ids.js';
import type { Account, RequestMeta } from './viewer.js';

/**
 * Every event type with its own fields. Each folder adds the events that it records, in its `*.events.ts`.
 * No event contains a secret.
 */
// biome-ignore lint/suspicious/noEmptyInterface: each folder adds its events to it
export interface EventCatalogue {}

/** Named in the past tense, because the event is recorded together with the change that it reports. */
export type AuthEventType = keyof EventCatalogue;

export type AuthEventOf<T extends AuthEventType> = EventCatalogue[T] & {
  readonly type: T;
  readonly requestMeta: RequestMeta;
};

/** A closed union: the compiler knows every event of the service. */
export type AuthEvent = { readonly [T in AuthEventType]: AuthEventOf<T> }[AuthEventType];

export interface ConcernsUser {
  readonly userId: UserId;
}

/** The event contains the account data that a mail to the user needs. */
export interface ConcernsAccount {
  readonly account: Account;
}

/** An attempt on the account of a user; `userId` is null if no such user exists. */
export interface MayConcernUser {
  readonly userId: UserId | null;
}

export interface InSession {
  readonly sessionId: SessionId;
}

/** Who reads a key of the metadata: the affected user and administrators, or administrators alone. */
export type MetadataReader = 'user' | 'administrators';

/** Members of an event that have fields of their own in the audit trail. */
type Placed =
  | 'account'
  | 'userId'
  | 'actorId'
  | 'serviceKeyId'
  | 'sessionId'
  | 'reason'
  | 'type'
  | 'requestMeta';

export const AuditOutcome = { SUCCESS: 'SUCCESS', FAILURE: 'FAILURE' } as const;
export type AuditOutcome = keyof typeof AuditOutcome;

/** How the audit trail, the log and the API treat one type of event. */
export interface EventDeclaration<T extends AuthEventType> {
  /** The description in the schema of the API, for clients. */
  readonly description: string;
  readonly outcome: AuditOutcome;
  /**
   * Whether the affected user did it, after authentication. The `actorId` of an event, if it has one, wins.
   */
  readonly byUser: boolean;
  /** The event may be part of an attack, so its log line is a warning. */
  readonly suspicious?: true;
  /** False if only administrators may read the event, not the affected user. */
  readonly toldToUser?: false;
  /**
   * The members of the event that the audit trail keeps as metadata, under the same keys, and who reads each.
   * They are without personal data, because they outlive the account.
   */
  readonly metadata?: { readonly [K in Exclude<keyof EventCatalogue[T], Placed>]?: MetadataReader };
  /** Fields of the log line in addition to the ids. */
  readonly logFields?: (event: AuthEventOf<T>) => { readonly [field: string]: string };
}

export type EventDeclarations<T extends AuthEventType = AuthEventType> = {
  readonly [X in T]: EventDeclaration<X>;
};

/** @returns the declaration of the type of an event, typed so that its functions accept the event */
export function declarationOf(
  { type }: Pick<AuthEvent, 'type'>,
  declarations: EventDeclarations,
): EventDeclaration<AuthEventType> {
  // The compiler does not connect the type of an event with the declaration that it selects.
  return declarations[type] as EventDeclaration<AuthEventType>;
}

/** @returns the id of the affected user; null if the event concerns no existing user */
export function userIdOf(event: AuthEvent): UserId | null {
  if ('account' in event) return event.account.id;
  return 'userId' in event ? event.userId : null;
}

export function sessionIdOf(event: AuthEvent): SessionId | null {
  return 'sessionId' in event ? event.sessionId : null;
}

/** @returns the key of the service that caused the event; null if no service did */
export function serviceKeyIdOf(event: AuthEvent): string | null {
  return 'serviceKeyId' in event ? event.serviceKeyId : null;
}
