import type { UserBatches } from '../../accounts/users/user-batches.service.js';
import type { InvitationLinks } from '../../admin/invitations/invitation-links.service.js';
import type { Clock } from '../../core/clock.js';
import { eventActorOf } from '../../core/event-actor.js';
import { asUserId, type UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { OPERATOR, type RequestMeta } from '../../core/viewer.js';
import type { BreachedPasswords } from '../../credentials/breached-passwords/breached-passwords.js';
import type { ImportedHashes } from '../../credentials/passwords/imported-hashes.service.js';
import type { PasswordHasher } from '../../credentials/passwords/password-hasher.js';
import type { PasswordPolicy } from '../../credentials/passwords/password-policy.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Database } from '../../platform/database/client.js';
import { isUniqueViolation } from '../../platform/database/constraint.js';
import type { RecordProblem } from './field-reader.js';
import type { ImportConflicts } from './import-conflicts.service.js';
import { importedUser, type UserRecord } from './user-record.js';

export interface UserCreationDeps {
  database: Database;
  clock: Clock;
  randomness: Pick<Randomness, 'uuid'>;
  users: UserBatches;
  conflicts: ImportConflicts;
  hashes: ImportedHashes;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  breachedPasswords: Pick<BreachedPasswords, 'require'>;
  invitations: Pick<InvitationLinks, 'invite'>;
  audit: AuditTrail;
}

export type Creation = { readonly userId: UserId } | { readonly problems: readonly RecordProblem[] };

/** Creates an account for a user who did not register, such as the first administrator. */
export class UserCreation {
  constructor(private readonly deps: UserCreationDeps) {}

  /**
   * @param access how the user gets in: by this password, or one that the user sets by the link of an invitation; null
   * for neither, if the user signs in another way
   * @throws WEAK_PASSWORD
   */
  async create(
    record: UserRecord,
    access: { readonly password: string } | 'invitation' | null,
    requestMeta: RequestMeta,
  ): Promise<Creation> {
    const [match] = await this.deps.conflicts.find(this.deps.database, [record]);
    if (match?.kind === 'existing') return { problems: [{ field: 'username', problem: 'already exists' }] };
    if (match?.kind === 'clashing') return { problems: match.problems };
    const { username, email } = record;
    const password = access === null || access === 'invitation' ? null : access.password;
    if (password !== null) {
      this.deps.policy.require(password, { username, email: email.address }, 'password');
      await this.deps.breachedPasswords.require(password, 'password');
    }
    const phc = password === null ? null : await this.deps.hasher.hash(password);
    const userId = record.id ?? asUserId(this.deps.randomness.uuid());
    try {
      await this.deps.audit.transaction(async (tx, recordEvent) => {
        await this.deps.users.add(tx, [importedUser(record, userId, this.deps.clock.now())]);
        if (phc !== null) await this.deps.hashes.store(tx, [{ userId, phc }]);
        await recordEvent({ type: 'user_created', userId, requestMeta });
        const by = { ...eventActorOf(OPERATOR), requestMeta };
        if (access === 'invitation') await this.deps.invitations.invite(tx, recordEvent, userId, by);
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return { problems: [{ field: 'username', problem: 'or the email address was taken meanwhile' }] };
    }
    return { userId };
  }
}
