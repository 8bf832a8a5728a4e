import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    userInvited: 'Die Einladung wurde gesendet',
  },
  mails: {
    invitation: {
      subject: 'Ihre Einladung zu {{service}}',
      greeting: 'Guten Tag {{username}}!',
      text: 'Für Sie wurde ein Konto bei {{service}} angelegt. Wählen Sie ein Passwort, um es zu nutzen. Melden Sie sich dann mit Ihrer E-Mail-Adresse oder dem Benutzernamen {{username}} an.',
      action: 'Passwort wählen',
      expiry_one: 'Der Link funktioniert nur einmal und {{count}} Tag lang.',
      expiry_other: 'Der Link funktioniert nur einmal und {{count}} Tage lang.',
      ignore:
        'Falls Sie keine Einladung erwarten, ignorieren Sie diese Nachricht: Ohne den Link kann niemand das Konto nutzen.',
    },
  },
} satisfies Translation<typeof en>;
