import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    INVALID_REFERRAL_CODE: 'Dieser Empfehlungscode ist nicht bekannt',
    USERNAME_TAKEN: 'Dieser Benutzername ist bereits vergeben',
    EMAIL_TAKEN: 'Diese E-Mail-Adresse wird bereits verwendet',
  },
  forbidden: {
    lastAdministrator: 'Mindestens ein Administrator muss bleiben: Ernennen Sie zuerst einen weiteren',
  },
  problems: {
    input: {
      usernameCharacters: 'Darf nur Buchstaben, Ziffern und Unterstriche enthalten',
      reserved: 'Ist reserviert: Bitte wählen Sie einen anderen',
    },
  },
} satisfies Translation<typeof en>;
