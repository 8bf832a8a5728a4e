import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { AuditOutcome } from '../../platform/audit/audit-entry.js';
import type { AuthEventType } from '../../platform/audit/auth-event.js';
import { PageInfo } from '../../platform/graphql/connection.js';
import { DateTime } from '../../platform/graphql/scalars.js';

const DESCRIPTIONS: Readonly<Record<AuthEventType, string>> = {
  registered: 'An account was made.',
  registration_refused:
    'No account was made, since the username or the email is taken or nobody has the referral code; `detail` has the code.',
  logged_in: 'A session was opened by a password; `detail` says so when the device was a new one.',
  login_failed: 'Somebody tried to sign in and did not know the password, or knew it and was suspended.',
  logged_out: 'A session was ended by its owner.',
  logged_out_everywhere: 'Every session of the user was ended by its owner.',
  session_revoked: 'A session was ended from another one.',
  other_sessions_revoked: 'Every session but the one that asked was ended.',
  refresh_recovered:
    'The answer to a refresh was lost, and the session was refreshed again with the token before.',
  refresh_token_reused:
    'An old refresh token, or a token of an answer that was given up as lost, came back, and its session was ended: one of two holders is a thief.',
  password_reset_requested: 'A link for a new password was asked for.',
  password_reset: 'The password was set anew by a mailed link.',
  password_changed: 'The password was changed by who knew it.',
  password_change_failed: 'A signed-in client tried to change the password without knowing it.',
  email_verification_requested: 'A link to verify the email was asked for.',
  email_verified: 'The email was verified by a mailed link.',
  email_change_requested: 'A link to change the email was asked for by who knew the password.',
  email_change_failed: 'A signed-in client tried to change the email without knowing the password.',
  email_changed: 'The email was changed by a link that was mailed to the new one.',
  profile_updated: 'The user changed what `detail` names.',
  account_deletion_failed: 'A signed-in client tried to delete the account without knowing the password.',
  account_deleted: 'The account was deleted by who knew the password.',
  data_exported: 'The user was given all that is stored of them.',
  referral_refused:
    'A referral counts for nothing, since both may be one person; `detail` says by what: `mailbox`, `device`, or a `ring`. For administrators alone.',
  device_shared:
    'More accounts were made on one device than one person has; `detail` counts them. The user is null where that was refused.',
  user_suspended: 'An administrator suspended the user; `detail` says until when, if there is an end.',
  user_reinstated: 'An administrator ended a suspension.',
  user_role_changed: 'An administrator gave the user the role that `detail` names.',
  user_sessions_revoked: 'An administrator ended every session of the user.',
  balance_adjusted: 'An administrator changed a balance; `detail` says which and by how much.',
  administration_refused:
    'Somebody tried what administrators do and was refused; `detail` says what. At most ten are told in an hour for one user.',
  service_key_created: 'A key for another service was made; `detail` tells its name and id.',
  service_key_revoked: 'A key of another service was ended; `detail` tells its name and id.',
  service_key_refused: 'Another service showed a key that is none, or none any more.',
  service_keys_left:
    'An administrator was demoted, suspended or deleted who had created service keys, which still work; `detail` counts them.',
  administration_read:
    'An administrator read the data of other users; `detail` names the operation and its filters. Told once in ten minutes ' +
    'for the same filter, and listed only where `types` asks for it.',
  user_created: 'The account was made by an operator.',
  users_imported:
    'Accounts were brought from another system by an operator; `detail` tells how many at once.',
  users_exported:
    'All accounts were read by an operator; `detail` says whether with the hashes of passwords.',
  signing_key_rotated:
    'The next key of access or refresh tokens was made; `detail` names it, and why: its `age`, a changed `algorithm`, a `command`, a `revocation`.',
  signing_key_revoked: 'A key of access or refresh tokens was taken out of use at once; `detail` names it.',
  secrets_resealed:
    'What was encrypted under the secret before this one was encrypted anew; `detail` counts it.',
  rate_limited: 'A limit was reached; `detail` names the operation. Told once for each window of time.',
};

type EnumName = Uppercase<AuthEventType>;
const types = Object.keys(DESCRIPTIONS) as AuthEventType[];
const nameOf = (type: AuthEventType) => type.toUpperCase() as EnumName;

export const AuditEventType = Object.fromEntries(types.map((type) => [nameOf(type), type])) as Record<
  EnumName,
  AuthEventType
>;

registerEnumType(AuditEventType, {
  name: 'AuditEventType',
  description: 'What can happen to an account, and to the keys of the service.',
  valuesConfig: Object.fromEntries(types.map((type) => [nameOf(type), { description: DESCRIPTIONS[type] }])),
});
registerEnumType(AuditOutcome, { name: 'AuditOutcome', description: 'How it ended.' });

@ObjectType({ description: 'Something that happened to an account.', simpleResolvers: true })
export class AuditEvent {
  @Field(() => ID, { description: 'Names the event; ids of later events sort behind it.' })
  id!: string;

  @Field(() => AuditEventType, { description: 'What happened.' })
  type!: string;

  @Field(() => AuditOutcome, { description: 'How it ended.' })
  outcome!: AuditOutcome;

  @Field(() => DateTime, { description: 'When it happened.' })
  createdAt!: Date;

  @Field(() => ID, {
    nullable: true,
    description:
      'The user who did it; null when nobody had proven who they are, and for the operator, who has no account.',
  })
  actorId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The user it concerns.' })
  userId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The session it concerns.' })
  sessionId!: string | null;

  @Field(() => String, { nullable: true, description: 'What else is to be said of it.' })
  detail!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What an administrator gave as the reason; null for everybody but administrators.',
  })
  reason!: string | null;

  @Field(() => ID, { description: 'The request that it happened in, as errors and the log name it.' })
  requestId!: string;

  @Field(() => String, { nullable: true, description: 'The address that the request came from.' })
  ipAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'What the client called itself; do not trust it.' })
  userAgent!: string | null;
}

@ObjectType({ description: 'An event and its place in the list.', simpleResolvers: true })
export class AuditEventEdge {
  @Field(() => String, { description: 'Hand it in as `after` for what lies behind this event.' })
  cursor!: string;

  @Field(() => AuditEvent, { description: 'The event.' })
  node!: AuditEvent;
}

@ObjectType({ description: 'A page of events, the newest first.', simpleResolvers: true })
export class AuditEventConnection {
  @Field(() => [AuditEventEdge], { description: 'The events, each with its cursor.' })
  edges!: AuditEventEdge[];

  @Field(() => [AuditEvent], { description: 'The events alone.' })
  nodes!: AuditEvent[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;
}
