import type { ExaminedConfig } from './examined-settings.js';
import { type Finding, ok, warning } from './finding.js';

const CHECK = 'second-factor';

/** @param unprotected the usernames of administrators without a second factor */
export function checkAdministrators(
  unprotected: readonly string[],
  { mfaForAdministrators }: Pick<ExaminedConfig, 'mfaForAdministrators'>,
): Finding[] {
  const isRequired = mfaForAdministrators === 'required';
  return [
    isRequired
      ? ok(CHECK, 'Administrators need a second factor.')
      : warning(
          CHECK,
          'MFA_FOR_ADMINISTRATORS is optional: the password of an administrator is enough to administer.',
          'Remove the setting, or set it to required.',
        ),
    ...(unprotected.length === 0
      ? []
      : [
          warning(
            CHECK,
            `These administrators have no second factor: ${unprotected.join(', ')}.`,
            isRequired
              ? 'They cannot administer until they enrol one with a code: latchkey users enrolment-code <user>'
              : 'Ask them to enrol one.',
          ),
        ]),
  ];
}
