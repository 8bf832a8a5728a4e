import { type Command, Option } from 'commander';
import { asJson, type Json, type Run } from '../../platform/command-line/command.js';
import type { ProvisioningContext } from './provisioning.context.js';
import type { UsersCreateOptions } from './users-create.js';
import type { UsersImportOptions } from './users-import.js';

/** @param users the parent command `users` */
export function defineProvisioningCommands(users: Command, run: Run, context: ProvisioningContext): void {
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
      run(json === true, async () => (await import('./users-create.js')).usersCreate(options, context)),
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
      run(json === true, async () => (await import('./users-import.js')).usersImport(file, options, context)),
    );
  users
    .command('export')
    .description('Write all users to standard output, as JSON Lines that an import reads back.')
    .option('--with-hashes', 'the hashes of their passwords too; keep the file as you keep the database')
    .addOption(asJson())
    .action(({ json, ...options }: Json & { withHashes?: boolean }) =>
      run(json === true, async () => (await import('./users-export.js')).usersExport(options, context)),
    );
}
