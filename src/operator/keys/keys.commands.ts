import { type Command, Option } from 'commander';
import { asJson, type Json, type Run } from '../../platform/command-line/command.js';
import type { KeyUse } from '../../sessions/signing-keys/key-kind.js';
import type { KeysContext } from './keys.context.js';

export function defineKeyCommands(program: Command, run: Run, context: KeysContext): void {
  const keys = program.command('keys').description('What tokens are signed with.');
  const work = () => import('./keys.js');
  keys
    .command('list')
    .description('List every key with its use, state and times.')
    .addOption(asJson())
    .action(({ json }: Json) => run(json === true, async () => (await work()).keysList(context)));
  keys
    .command('rotate')
    .description('Make the next key now. It signs ten minutes later, when verifiers and instances know it.')
    .addOption(
      new Option('--use <use>', 'what it signs: sig for access tokens, refresh for refresh tokens')
        .choices(['sig', 'refresh'])
        .default('sig'),
    )
    .addOption(asJson())
    .action(({ json, use }: Json & { use: KeyUse }) =>
      run(json === true, async () => (await work()).keysRotate(use, context)),
    );
  keys
    .command('revoke')
    .description('Take a key of either use out of use at once: nothing that it signed is good any more.')
    .argument('<kid>', 'as `keys list` names it')
    .addOption(asJson())
    .action((kid: string, { json }: Json) =>
      run(json === true, async () => (await work()).keysRevoke(kid, context)),
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
      run(json === true, async () => (await import('./secrets-rotate.js')).secretsRotate(context)),
    );
}
