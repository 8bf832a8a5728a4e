import { type Command, Option } from 'commander';
import { asJson, type Json, type Run } from '../../platform/command-line/command.js';
import type { Shell } from '../../platform/command-line/shell.js';
import { CONVERTERS } from './converters.js';
import type { UsersConvertOptions } from './users-convert.js';

/** @param users the parent command `users` */
export function defineMigratingCommands(users: Command, run: Run, shell: Shell): void {
  users
    .command('convert')
    .description('Convert an export of another system to JSON Lines for `users import`, on standard output.')
    .argument('<files...>', 'the files of the export; docs/migrating/ says how to get them')
    .addOption(
      new Option('--from <system>', 'the other system')
        .choices(Object.keys(CONVERTERS))
        .makeOptionMandatory(),
    )
    .option(
      '--provider <old=name>',
      'the name here of a provider that the other system calls OLD, and its issuer after a comma; repeatable',
      (value: string, earlier: readonly string[] = []) => [...earlier, value],
    )
    .addOption(asJson())
    .action((files: string[], { json, ...options }: Json & UsersConvertOptions) =>
      run(json === true, async () =>
        (await import('./users-convert.js')).usersConvert(files, options, shell),
      ),
    );
}
