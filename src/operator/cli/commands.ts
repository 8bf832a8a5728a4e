import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { readInstant } from '../../core/instant.js';
import type { Role } from '../../core/viewer.js';
import type { Answer } from './answer.js';
import type { Shell } from './shell.js';
import type { UsersListOptions } from './users-administer.js';
import type { UsersCreateOptions } from './users-create.js';
import type { UsersImportOptions } from './users-import.js';

/** Does the work of a command and says what came of it: null for what has said it all itself. */
export type Run = (json: boolean, work: () => Promise<Answer | null>) => Promise<void>;

interface Json {
  readonly json?: boolean;
}

const MAX_PAGE = 1000;

const EXIT_CODES = `
Exit codes:
  0  done
  1  failed on the way: something is away, in use or not configured
  2  the command line makes no sense
  3  looked at and refused; nothing was changed

Settings are environment variables; a .env file in this folder is read too.`;

/** Every command there is. What does the work is loaded when it is asked for: help is there at once. */
export function defineCommands(program: Command, shell: Shell, run: Run): void {
  program
    .description('A GraphQL authentication service, and everything that its operator does beside it.')
    .addHelpText('after', EXIT_CODES);
  defineService(program, shell, run);
  defineUsers(program, shell, run);
  defineKeys(program, shell, run);
}

function defineService(program: Command, shell: Shell, run: Run): void {
  program
    .command('serve')
    .description('Serve, until SIGTERM or SIGINT. The same as npm start, without the build.')
    .action(async () => {
      const { serve } = await import('../../app/serve.js');
      await serve();
    });
  program
    .command('migrate')
    .description('Bring the PostgreSQL of DATABASE_URL up to date. An embedded database does so at start.')
    .option('--retry <migration>', 'try a migration again that failed, once its cause is repaired')
    .addOption(asJson())
    .action(({ json, ...options }: Json & { retry?: string }) =>
      run(json === true, async () => (await import('./migrate.js')).migrate(options, shell)),
    );
  program
    .command('doctor')
    .description('Look at everything that the service depends on, and say what is wrong and what to do.')
    .addOption(asJson())
    .addHelpText(
      'after',
      '\nIt changes nothing. It ends with 3 when there is a problem, and with 0 when there are warnings alone.',
    )
    .action(({ json }: Json) => run(json === true, async () => (await import('./doctor.js')).doctor(shell)));
}

function defineUsers(program: Command, shell: Shell, run: Run): void {
  const users = program.command('users').description('Who has an account.');
  users
    .command('create')
    .description('Make an account. Without a password its owner is mailed a link to set one.')
    .requiredOption('--username <name>', 'letters, digits and underscores')
    .requiredOption('--email <address>')
    .addOption(new Option('--role <role>').choices(['USER', 'ADMIN']).default('USER'))
    .option('--language <tag>', 'of messages and mails, such as pt-BR', 'en')
    .option('--verified', 'take the email for verified')
    .option('--password-stdin', 'read the password from standard input')
    .addOption(asJson())
    .action(({ json, ...options }: Json & UsersCreateOptions) =>
      run(json === true, async () => (await import('./users-create.js')).usersCreate(options, shell)),
    );
  users
    .command('import')
    .description('Bring users from another system, hashes of their passwords included.')
    .argument('<file>', 'JSON Lines, one user a line; docs/command-line.md tells the fields')
    .option('--dry-run', 'check the whole file and write nothing')
    .option('--skip-existing', 'leave users as they are who are there with this very name and email')
    .option('--derive-usernames', 'make a username from the email where there is none, or none that fits')
    .option(
      '--firebase-parameters <file>',
      'the hash parameters of a Firebase project, as its console shows them',
    )
    .addOption(asJson())
    .addHelpText('after', '\nKilled, it goes on where it was when it is run again with the same file.')
    .action((file: string, { json, ...options }: Json & UsersImportOptions) =>
      run(json === true, async () => (await import('./users-import.js')).usersImport(file, options, shell)),
    );
  users
    .command('export')
    .description('Write all users to standard output, as JSON Lines that an import reads back.')
    .option('--with-hashes', 'the hashes of their passwords too; keep the file as you keep the database')
    .addOption(asJson())
    .action(({ json, ...options }: Json & { withHashes?: boolean }) =>
      run(json === true, async () => (await import('./users-export.js')).usersExport(options, shell)),
    );
  defineAdministration(users, shell, run);
}

function defineAdministration(users: Command, shell: Shell, run: Run): void {
  const why = () => new Option('--reason <text>', 'why, for administrators to read');
  users
    .command('list')
    .description('List users, the newest first.')
    .option('--search <text>', 'whose username or email begins so')
    .addOption(new Option('--role <role>').choices(['USER', 'ADMIN']))
    .addOption(new Option('--status <status>').choices(['ACTIVE', 'SUSPENDED']))
    .option('--first <count>', 'how many at the most', readCount, 50)
    .option('--after <cursor>', 'go on behind a page before')
    .addOption(asJson())
    .action(({ json, ...options }: Json & UsersListOptions) =>
      run(json === true, async () => (await administration()).usersList(options, shell)),
    );
  users
    .command('suspend')
    .description('End every session of a user, and let nobody in as them.')
    .argument('<user>', 'username or email')
    .addOption(why())
    .option('--until <instant>', 'when it ends by itself, such as 2030-01-31T12:00:00Z', readEnd)
    .addOption(asJson())
    .action((who: string, { json, ...options }: Json & { reason?: string; until?: Date }) =>
      run(json === true, async () => (await administration()).usersSuspend(who, options, shell)),
    );
  users
    .command('reinstate')
    .description('End a suspension.')
    .argument('<user>', 'username or email')
    .addOption(why())
    .addOption(asJson())
    .action((who: string, { json, ...options }: Json & { reason?: string }) =>
      run(json === true, async () => (await administration()).usersReinstate(who, options, shell)),
    );
  users
    .command('set-role')
    .description('Appoint an administrator, the first one too, or dismiss one.')
    .argument('<user>', 'username or email')
    .addArgument(new Argument('<role>').choices(['USER', 'ADMIN']))
    .addOption(why())
    .addOption(asJson())
    .action((who: string, role: Role, { json, ...options }: Json & { reason?: string }) =>
      run(json === true, async () => (await administration()).usersSetRole(who, role, options, shell)),
    );
}

function defineKeys(program: Command, shell: Shell, run: Run): void {
  const keys = program.command('keys').description('What tokens are signed with.');
  const work = () => import('./keys.js');
  keys
    .command('list')
    .description('List every key with its use, state and times.')
    .addOption(asJson())
    .action(({ json }: Json) => run(json === true, async () => (await work()).keysList(shell)));
  keys
    .command('rotate')
    .description('Make the next key now. It signs ten minutes later, when verifiers and instances know it.')
    .addOption(
      new Option('--use <use>', 'what it signs: sig for access tokens, refresh for refresh tokens')
        .choices(['sig', 'refresh'])
        .default('sig'),
    )
    .addOption(asJson())
    .action(({ json, use }: Json & { use: 'sig' | 'refresh' }) =>
      run(json === true, async () => (await work()).keysRotate(use, shell)),
    );
  keys
    .command('revoke')
    .description('Take a key of either use out of use at once: nothing that it signed is good any more.')
    .argument('<kid>', 'as `keys list` names it')
    .addOption(asJson())
    .action((kid: string, { json }: Json) =>
      run(json === true, async () => (await work()).keysRevoke(kid, shell)),
    );
  program
    .command('secrets')
    .description('What keeps the rest secret.')
    .command('rotate')
    .description(
      'Encrypt anew what is under AUTH_SECRET_PREVIOUS; a secret in the data folder is replaced first.',
    )
    .addOption(asJson())
    .action(({ json }: Json) =>
      run(json === true, async () => (await import('./secrets-rotate.js')).secretsRotate(shell)),
    );
}

function administration() {
  return import('./users-administer.js');
}

function readCount(text: string): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MAX_PAGE)
    throw new InvalidArgumentError(`It must be a number from 1 to ${MAX_PAGE}.`);
  return count;
}

function readEnd(text: string): Date {
  const instant = readInstant(text);
  if (instant === null) throw new InvalidArgumentError('It must be an instant such as 2030-01-31T12:00:00Z.');
  return instant;
}

function asJson(): Option {
  return new Option('--json', 'answer with one JSON document, for programs');
}
