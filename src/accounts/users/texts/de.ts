import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    USERNAME_TAKEN: 'Dieser Benutzername ist bereits vergeben',
    EMAIL_TAKEN: 'Diese E-Mail-Adresse wird bereits verwendet',
    ACCOUNT_SUSPENDED: 'Dieses Konto ist gesperrt',
    EMAIL_NOT_VERIFIED:
      'Bestätigen Sie zuerst Ihre E-Mail-Adresse: Öffnen Sie den Link aus der E-Mail, die wir Ihnen gesendet haben',
  },
  answers: {
    profileUpdated: 'Ihr Profil wurde geändert',
  },
  reasons: {
    administratorAccount: 'Nur ein angemeldeter Administrator darf dies am Konto eines Administrators tun',
    lastAdministrator: 'Mindestens ein Administrator muss bleiben: Ernennen Sie zuerst einen weiteren',
  },
  problems: {
    input: {
      usernameCharacters: 'Darf nur Buchstaben, Ziffern und Unterstriche enthalten',
      line: 'Muss eine Zeile Text mit höchstens {{max}} Zeichen sein',
      reserved: 'Ist reserviert: Bitte wählen Sie einen anderen',
    },
  },
} satisfies Translation<typeof en>;
