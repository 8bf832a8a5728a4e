import type { Command } from 'commander';
import { asJson, type Json, type Run } from '../../platform/command-line/command.js';

export interface ServiceContext {
  serve(): Promise<void>;
  /** @throws StartupError if the settings name no PostgreSQL */
  readDatabaseUrl(): Promise<string>;
}

export function defineServiceCommands(program: Command, run: Run, context: ServiceContext): void {
  program
    .command('serve')
    .description('Run the service until SIGTERM or SIGINT. The same as npm start, without the build.')
    .action(() => context.serve());
  program
    .command('migrate')
    .description(
      'Apply pending migrations to the PostgreSQL of DATABASE_URL. An embedded database migrates itself at start.',
    )
    .option('--retry <migration>', 'retry a failed migration after its cause is repaired')
    .addOption(asJson())
    .action(({ json, ...options }: Json & { retry?: string }) =>
      run(json === true, async () => {
        const { migrate } = await import('./migrate.js');
        return migrate(await context.readDatabaseUrl(), options);
      }),
    );
}
