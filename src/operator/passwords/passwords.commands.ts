import { type Command, InvalidArgumentError } from 'commander';
import { asJson, type Json, type Run } from '../../platform/command-line/command.js';
import type { PasswordsBreachesOptions } from './passwords-breaches.js';

export function definePasswordCommands(program: Command, run: Run): void {
  program
    .command('passwords')
    .description('Prepare the list of stolen passwords.')
    .command('breaches')
    .description('Make the file of stolen passwords for PASSWORD_BREACHES_FILE from a downloaded list.')
    .argument('<out>', 'the file to write')
    .requiredOption('--from <file>', 'the list: one SHA-1 with its count a line, in the order of the hashes')
    .option('--min-count <times>', 'leave out passwords that were seen less often', readCount, 1)
    .addOption(asJson())
    .action((out: string, { json, ...options }: Json & PasswordsBreachesOptions) =>
      run(json === true, async () =>
        (await import('./passwords-breaches.js')).passwordsBreaches(out, options),
      ),
    );
}

const MAX_COUNT = 1_000_000_000;

function readCount(text: string): number {
  const count = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MAX_COUNT)
    throw new InvalidArgumentError(`It must be a number from 1 to ${MAX_COUNT}.`);
  return count;
}
