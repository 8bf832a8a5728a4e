import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    passwordResetRequested:
      'Falls es zu dieser E-Mail-Adresse ein Konto gibt, wurde ein Link zum Zurücksetzen des Passworts gesendet',
    passwordReset: 'Ihr Passwort wurde zurückgesetzt',
    invitationAccepted: 'Ihr Konto ist bereit: Melden Sie sich mit Ihrem neuen Passwort an',
  },
  mails: {
    passwordReset: {
      subject: 'Passwort zurücksetzen',
      greeting: 'Guten Tag {{username}}!',
      text: 'Jemand, vermutlich Sie selbst, hat ein neues Passwort für Ihr Konto bei {{service}} angefordert.',
      action: 'Neues Passwort wählen',
      expiry_one: 'Der Link funktioniert nur einmal und {{count}} Minute lang.',
      expiry_other: 'Der Link funktioniert nur einmal und {{count}} Minuten lang.',
      ignore: 'Falls Sie das nicht waren, ignorieren Sie diese Nachricht: Ihr Passwort bleibt unverändert.',
    },
  },
} satisfies Translation<typeof en>;
