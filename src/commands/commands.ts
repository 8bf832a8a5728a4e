import { type Command, Option } from 'commander';
import type { Answer } from './answer.js';
import type { Shell } from './shell.js';
import type { UsersCreateOptions } from './users-create.js';
import type { UsersImportOptions } from './users-import.js';

/** Does the work of a command and says what came of it: null for what has said it all itself. */
export type Run = (json: boolean, work: () => Promise<Answer | null>) => Promise<void>;

interface Json {
  readonly json?: boolean;
}

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
}

function defineService(program: Command, shell: Shell, run: Run): void {
  program
    .command('serve')
    .description('Serve, until SIGTERM or SIGINT. The same as npm start, without the build.')
    .action(async () => {
      const { serve } = await import('../serve.js');
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
}

function asJson(): Option {
  return new Option('--json', 'answer with one JSON document, for programs');
}
