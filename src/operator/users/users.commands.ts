import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { parseTimestamp } from '../../core/timestamp.js';
import type { Role } from '../../core/viewer.js';
import { asJson, type Json, type Run } from '../../platform/command-line/command.js';
import type { AdministrationContext, ListingContext } from './users.context.js';
import type { Reasoned, SuspendOptions } from './users-administer.js';
import type { UsersListOptions } from './users-list.js';

const MAX_PAGE = 1000;

/** @param users the parent command `users` */
export function defineUserCommands(
  users: Command,
  run: Run,
  context: ListingContext & AdministrationContext,
): void {
  users
    .command('list')
    .description('List users, newest first.')
    .option('--search <text>', 'users whose username or email address begins with this text')
    .addOption(new Option('--role <role>').choices(['USER', 'ADMIN']))
    .addOption(new Option('--status <status>').choices(['ACTIVE', 'SUSPENDED']))
    .option('--first <count>', 'maximum number of users', readCount, 50)
    .option('--after <cursor>', 'continue after the `next` value of the previous page')
    .addOption(asJson())
    .action(({ json, ...options }: Json & UsersListOptions) =>
      run(json === true, async () => (await import('./users-list.js')).usersList(options, context)),
    );
  defineDecisions(users, run, context);
  defineFactorCommands(users, run, context);
  users
    .command('release-address')
    .description('Free the address of an account that never proved it, for the owner of the mailbox.')
    .argument('<user>', 'username or email address')
    .addOption(asJson())
    .action((who: string, { json }: Json) =>
      run(json === true, async () =>
        (await import('./users-release-address.js')).usersReleaseAddress(who, context),
      ),
    );
}

function defineDecisions(users: Command, run: Run, context: AdministrationContext): void {
  const work = () => import('./users-administer.js');
  const why = () => new Option('--reason <text>', 'reason, which only administrators can read');
  users
    .command('suspend')
    .description('Suspend a user: end all their sessions and refuse their sign-ins.')
    .argument('<user>', 'username or email address')
    .addOption(why())
    .option('--until <instant>', 'end of the suspension, such as 2030-01-31T12:00:00Z', readEnd)
    .addOption(asJson())
    .action((who: string, { json, ...options }: Json & SuspendOptions) =>
      run(json === true, async () => (await work()).usersSuspend(who, options, context)),
    );
  users
    .command('reinstate')
    .description('End the suspension of a user.')
    .argument('<user>', 'username or email address')
    .addOption(why())
    .addOption(asJson())
    .action((who: string, { json, ...options }: Json & Reasoned) =>
      run(json === true, async () => (await work()).usersReinstate(who, options, context)),
    );
  users
    .command('set-role')
    .description('Set the role of a user, such as that of the first administrator.')
    .argument('<user>', 'username or email address')
    .addArgument(new Argument('<role>').choices(['USER', 'ADMIN']))
    .addOption(why())
    .addOption(asJson())
    .action((who: string, role: Role, { json, ...options }: Json & Reasoned) =>
      run(json === true, async () => (await work()).usersSetRole(who, role, options, context)),
    );
}

function defineFactorCommands(users: Command, run: Run, context: AdministrationContext): void {
  const work = () => import('./users-second-factors.js');
  users
    .command('enrolment-code')
    .description('Make a code with which an administrator enrols the first second factor.')
    .argument('<user>', 'username or email address')
    .addOption(asJson())
    .action((who: string, { json }: Json) =>
      run(json === true, async () => (await work()).usersEnrolmentCode(who, context)),
    );
  users
    .command('reset-second-factors')
    .description('Remove every second factor of a user who has lost them, and end all their sessions.')
    .argument('<user>', 'username or email address')
    .addOption(new Option('--reason <text>', 'reason, which only administrators can read'))
    .addOption(asJson())
    .action((who: string, { json, ...options }: Json & Reasoned) =>
      run(json === true, async () => (await work()).usersResetSecondFactors(who, options, context)),
    );
}

function readCount(text: string): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MAX_PAGE)
    throw new InvalidArgumentError(`It must be a number from 1 to ${MAX_PAGE}.`);
  return count;
}

function readEnd(text: string): Date {
  const instant = parseTimestamp(text);
  if (instant === null) throw new InvalidArgumentError('It must be a time such as 2030-01-31T12:00:00Z.');
  return instant;
}
