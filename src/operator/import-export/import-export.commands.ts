import { type Command, Option } from 'commander';
import { asJson, type Json, type Run } from '../../platform/command-line/command.js';
import type { ImportExportContext } from './import-export.context.js';
import type { UsersCreateOptions } from './users-create.js';
import type { UsersExportOptions } from './users-export.js';
import type { UsersImportOptions } from './users-import.js';

/** @param users the parent command `users` */
export function defineImportExportCommands(users: Command, run: Run, context: ImportExportContext): void {
  users
    .command('create')
    .description('Create a user. Without a password, the service mails the user an invitation to set one.')
    .requiredOption('--username <name>', 'letters, digits and underscores')
    .requiredOption('--email <address>')
    .option('--display-name <name>', 'the name by which the user wants to be shown')
    .addOption(new Option('--role <role>').choices(['USER', 'ADMIN']).default('USER'))
    .option('--language <tag>', 'language of messages and mails, such as pt-BR', 'en')
    .option('--verified', 'mark the email address as verified')
    .option('--password-stdin', 'read the password from standard input')
    .addOption(
      new Option(
        '--without-password',
        'set no password and mail no invitation, for a user who signs in by a provider or a mailed code',
      ).conflicts('passwordStdin'),
    )
    .addOption(asJson())
    .action(({ json, ...options }: Json & UsersCreateOptions) =>
      run(json === true, async () => (await import('./users-create.js')).usersCreate(options, context)),
    );
  users
    .command('import')
    .description('Import users from another system, with their password hashes.')
    .argument('<file>', 'JSON Lines file, one user per line; docs/command-line.md lists the fields')
    .option('--dry-run', 'check the whole file without writing')
    .option('--skip-existing', 'skip users that already exist with the same username and email address')
    .option('--derive-usernames', 'derive the username from the email address if it is missing or invalid')
    .option(
      '--firebase-parameters <file>',
      'file with the hash parameters of a Firebase project, as its console shows them',
    )
    .addOption(asJson())
    .addHelpText('after', '\nAn interrupted import continues when it is run again with the same file.')
    .action((file: string, { json, ...options }: Json & UsersImportOptions) =>
      run(json === true, async () => (await import('./users-import.js')).usersImport(file, options, context)),
    );
  users
    .command('export')
    .description('Write all users to standard output, as JSON Lines that `users import` can read.')
    .option('--with-hashes', 'include the password hashes; protect the file like the database')
    .option('--second-factors', 'include passkeys and the readable secrets of authenticator apps')
    .addOption(asJson())
    .action(({ json, ...options }: Json & UsersExportOptions) =>
      run(json === true, async () => (await import('./users-export.js')).usersExport(options, context)),
    );
}
