import { type DoctorContext, defineDoctorCommand } from '../operator/doctor/doctor.commands.js';
import { defineImportExportCommands } from '../operator/import-export/import-export.commands.js';
import type { ImportExportContext } from '../operator/import-export/import-export.context.js';
import { defineKeyCommands } from '../operator/keys/keys.commands.js';
import type { KeysContext } from '../operator/keys/keys.context.js';
import { defineMigratingCommands } from '../operator/migrating/migrating.commands.js';
import { definePasswordCommands } from '../operator/passwords/passwords.commands.js';
import { defineServiceCommands, type ServiceContext } from '../operator/service/service.commands.js';
import { defineUserCommands } from '../operator/users/users.commands.js';
import type { AdministrationContext, ListingContext } from '../operator/users/users.context.js';
import type { Exit } from '../platform/command-line/answer.js';
import { type Program, runProgram } from '../platform/command-line/program.js';
import type { Shell } from '../platform/command-line/shell.js';
import { VERSION } from './version.js';

const EXIT_CODES = `
Exit codes:
  0  done
  1  failed: something is unreachable, in use or not configured
  2  the command line is not valid
  3  refused after a check; nothing was changed

Settings are environment variables; a .env file in the working folder is read too.`;

/** Runs the command in the arguments. @returns the exit code of the process */
export function runCommandLine(words: readonly string[], shell: Shell): Promise<Exit> {
  return runProgram(words, shell, {
    name: 'latchkey',
    version: VERSION,
    define: (program, run) => {
      program
        .description('A GraphQL authentication service, and the commands for its operator.')
        .addHelpText('after', EXIT_CODES);
      const context = contextIn(shell);
      defineServiceCommands(program, run, context);
      defineDoctorCommand(program, run, context);
      const users = program.command('users').description('Manage users.');
      defineImportExportCommands(users, run, context);
      defineMigratingCommands(users, run, shell);
      defineUserCommands(users, run, context);
      definePasswordCommands(program, run);
      defineKeyCommands(program, run, context);
    },
    say,
  });
}

type Context = ServiceContext &
  DoctorContext &
  ImportExportContext &
  ListingContext &
  AdministrationContext &
  KeysContext;

/**
 * The context for commands. Each part is loaded on first use, so that a command loads only its own modules.
 */
function contextIn(shell: Shell): Context {
  const { environment } = shell;
  return {
    shell,
    serve: async () => (await import('./serve.js')).serve(),
    readDatabaseUrl: async () => (await import('./storage-settings.js')).readDatabaseUrl(environment),
    inspectSettings: async () => {
      const [{ inspectConfig }, { deriveKeys }] = await Promise.all([
        import('./config.js'),
        import('./registers.js'),
      ]);
      const { config, ...said } = inspectConfig(environment);
      return { config: { ...config, deriveKeys }, ...said, hasPublicUrl: Boolean(environment['PUBLIC_URL']) };
    },
    withOperatorContext: async (command, work) =>
      (await import('./operator-context.js')).withOperatorContext(shell, command, work),
    withUserDirectory: async (work) => (await import('./operator-context.js')).withUserDirectory(shell, work),
    withAdministration: async (command, work) =>
      (await import('./operator-administration.js')).withAdministration(shell, command, work),
    withSigningKeys: async (work) => (await import('./maintenance.js')).withSigningKeys(shell, work),
    rotateSecrets: async () => (await import('./maintenance.js')).rotateSecrets(shell),
  };
}

const say: Program['say'] = async (sentence) => {
  const { createTranslator } = await import('../platform/i18n/translator.js');
  const { DEFAULT_LANGUAGE } = await import('../platform/i18n/languages.js');
  return createTranslator().say(DEFAULT_LANGUAGE, sentence);
};
