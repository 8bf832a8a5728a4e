import { UserBatches } from '../../accounts/users/user-batches.service.js';
import { Users } from '../../accounts/users/users.service.js';
import { InvitationLinks } from '../../admin/invitations/invitation-links.service.js';
import { silentLog } from '../../core/log.js';
import { BreachedPasswords } from '../../credentials/breached-passwords/breached-passwords.js';
import { ImportedIdentities } from '../../credentials/identities/imported-identities.service.js';
import { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import { loadHashingEngine } from '../../credentials/passwords/hashing-engine.js';
import { ImportedHashes } from '../../credentials/passwords/imported-hashes.service.js';
import { PasswordHasher } from '../../credentials/passwords/password-hasher.js';
import { PasswordPolicy } from '../../credentials/passwords/password-policy.js';
import { enrolmentAdvice } from '../../flows/factor-enrolment/enrolment-advice.js';
import { type Answer, CommandError } from '../../platform/command-line/answer.js';
import type { RecordProblem } from './field-reader.js';
import { ImportConflicts } from './import-conflicts.service.js';
import type { ImportExportContext, OperatorContext } from './import-export.context.js';
import { UserCreation } from './user-creation.service.js';
import { readRecord } from './user-record.js';

export interface UsersCreateOptions {
  readonly username: string;
  readonly displayName?: string;
  readonly email: string;
  readonly role?: string;
  readonly language?: string;
  readonly verified?: boolean;
  readonly passwordStdin?: boolean;
  /** Whether the account stays without a password, and no invitation to set one is mailed. */
  readonly withoutPassword?: boolean;
}

/** Creates a user. The password comes from standard input: other users of the machine can see arguments. */
export async function usersCreate(
  options: UsersCreateOptions,
  { shell, withOperatorContext }: ImportExportContext,
): Promise<Answer> {
  const access = await accessOf(options, shell);
  return withOperatorContext('users create', async (context) => {
    const { username, displayName, email, role, language: languageCode, verified: emailVerified } = options;
    const fields = { username, displayName, email, role, languageCode, emailVerified };
    const rpId = context.config.relyingParty.id;
    const rules = { rpId, firebase: null, derivedUsernames: 'no' } as const;
    const reading = readRecord(fields, context.clock.now(), rules);
    if ('problems' in reading) throw refusal(reading.problems);
    const created = await (await creationIn(context)).create(reading.record, access, context.requestMeta);
    if ('problems' in created) throw refusal(created.problems);
    const { userId } = created;
    const account = { username, role: reading.record.role, hasSecondFactor: false };
    const advice = enrolmentAdvice(account, context.config);
    const linkMailed = access === 'invitation';
    return {
      text: [
        `Created ${username} (${userId})${endingOf(access, email)}.`,
        ...(advice === null ? [] : [advice]),
      ].join('\n'),
      data: { userId, linkMailed },
    };
  });
}

type Access = Parameters<UserCreation['create']>[1];

async function accessOf(
  { passwordStdin, withoutPassword }: UsersCreateOptions,
  shell: ImportExportContext['shell'],
): Promise<Access> {
  if (passwordStdin) return { password: (await shell.input()).replace(/\r?\n$/, '') };
  return withoutPassword ? null : 'invitation';
}

function endingOf(access: Access, email: string): string {
  if (access === 'invitation')
    return `; an invitation with a link to set a password is on its way to ${email}`;
  return access === null ? ' without a password' : '';
}

async function creationIn(context: OperatorContext): Promise<UserCreation> {
  const { database, clock, randomness, audit, config } = context;
  const users = new UserBatches({ randomness });
  return new UserCreation({
    database,
    clock,
    randomness,
    users,
    conflicts: new ImportConflicts({ users, identities: new ImportedIdentities({ clock, randomness }) }),
    hashes: new ImportedHashes({ clock }),
    hasher: await PasswordHasher.create(config.hashing, { engine: await loadHashingEngine(), randomness }),
    policy: new PasswordPolicy(config.policy),
    breachedPasswords: new BreachedPasswords(config.passwordBreaches, { clock, log: silentLog }),
    invitations: invitationLinksIn(context),
    audit,
  });
}

function invitationLinksIn({ database, clock, randomness, outbox, links }: OperatorContext): InvitationLinks {
  const oneTimeTokens = new OneTimeTokens({ database, clock, randomness });
  const users = new Users({ database, randomness });
  return new InvitationLinks({ clock, users, oneTimeTokens, outbox }, links);
}

function refusal(problems: readonly RecordProblem[]): CommandError {
  const sentences = problems.map(({ field, problem }) => `  ${field} ${problem}`);
  return new CommandError(['No user was created.', ...sentences].join('\n'), { problems });
}
