import type { Command } from 'commander';
import { asJson, type Json, type Run } from '../../platform/command-line/command.js';
import type { Settings } from './examined-settings.js';

export interface DoctorContext {
  /** Reads the settings, as far as they are valid. */
  inspectSettings(): Promise<Settings>;
}

export function defineDoctorCommand(program: Command, run: Run, { inspectSettings }: DoctorContext): void {
  program
    .command('doctor')
    .description('Check everything that the service depends on, and say how to solve each problem.')
    .addOption(asJson())
    .addHelpText(
      'after',
      '\nIt changes nothing. The exit code is 3 if there is a problem, and 0 if there are only warnings.',
    )
    .action(({ json }: Json) =>
      run(json === true, async () => (await import('./doctor.js')).doctor(await inspectSettings())),
    );
}
