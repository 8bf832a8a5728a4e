import { type Command, Option } from 'commander';
import { asJson, type Json, type Run } from '../../platform/command-line/command.js';
import type { KeyUse } from '../../sessions/signing-keys/key-kind.js';
import type { KeysContext } from './keys.context.js';

export function defineKeyCommands(program: Command, run: Run, context: KeysContext): void {
  const keys = program.command('keys').description('Manage the keys that sign tokens.');
  const work = () => import('./keys.js');
  keys
    .command('list')
    .description('List all keys with their use, state and times.')
    .addOption(asJson())
    .action(({ json }: Json) => run(json === true, async () => (await work()).keysList(context)));
  keys
    .command('rotate')
    .description('Create the next key now. It signs after ten minutes, when verifiers and instances know it.')
    .addOption(
      new Option(
        '--use <use>',
        'tokens that the key signs: sig for access tokens, refresh for refresh tokens',
      )
        .choices(['sig', 'refresh'])
        .default('sig'),
    )
    .addOption(asJson())
    .action(({ json, use }: Json & { use: KeyUse }) =>
      run(json === true, async () => (await work()).keysRotate(use, context)),
    );
  keys
    .command('revoke')
    .description('Revoke a key of either use immediately: all tokens that it signed become invalid.')
    .argument('<kid>', 'id of the key, from `keys list`')
    .addOption(asJson())
    .action((kid: string, { json }: Json) =>
      run(json === true, async () => (await work()).keysRevoke(kid, context)),
    );
  program
    .command('secrets')
    .description('Manage the secret that encrypts stored keys and mails.')
    .command('rotate')
    .description(
      'Encrypt data under AUTH_SECRET_PREVIOUS again under AUTH_SECRET; a secret in the data folder is replaced first.',
    )
    .addOption(asJson())
    .action(({ json }: Json) =>
      run(json === true, async () => (await import('./secrets-rotate.js')).secretsRotate(context)),
    );
}
