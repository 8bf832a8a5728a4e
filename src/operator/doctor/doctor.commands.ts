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
    .description('Look at everything that the service depends on, and say what is wrong and what to do.')
    .addOption(asJson())
    .addHelpText(
      'after',
      '\nIt changes nothing. It ends with 3 when there is a problem, and with 0 when there are warnings alone.',
    )
    .action(({ json }: Json) =>
      run(json === true, async () => (await import('./doctor.js')).doctor(await inspectSettings())),
    );
}
