import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    signInCodeSent: 'Falls die Adresse stimmt, ist ein Code an sie unterwegs',
  },
  reasons: {
    mailedCodesOff: 'Dieser Dienst verschickt keine Codes zum Anmelden',
    codeRegistrationOff: 'Dieser Dienst verschickt keine Codes zum Registrieren',
  },
  mails: {
    signInCode: {
      subject: 'Ihr Anmeldecode',
      greeting: 'Guten Tag {{username}}!',
      text: 'Jemand, vermutlich Sie selbst, möchte sich bei Ihrem Konto bei {{service}} anmelden. Geben Sie diesen Code dort ein, wo Sie ihn angefordert haben:',
      action: 'Anmeldeseite öffnen',
      expiry_one:
        'Der Code funktioniert nur einmal, {{count}} Minute lang und nur dort, wo Sie ihn angefordert haben.',
      expiry_other:
        'Der Code funktioniert nur einmal, {{count}} Minuten lang und nur dort, wo Sie ihn angefordert haben.',
      ignore:
        'Falls Sie das nicht waren, ignorieren Sie diese Nachricht. Geben Sie den Code niemandem: Wir fragen Sie nie danach.',
    },
    registrationCode: {
      subject: 'Ihr Code zum Registrieren',
      greeting: 'Guten Tag!',
      text: 'Jemand, vermutlich Sie selbst, möchte mit dieser Adresse ein Konto bei {{service}} anlegen. Geben Sie diesen Code dort ein, wo Sie ihn angefordert haben:',
      action: 'Anmeldeseite öffnen',
      expiry_one:
        'Der Code funktioniert nur einmal, {{count}} Minute lang und nur dort, wo Sie ihn angefordert haben.',
      expiry_other:
        'Der Code funktioniert nur einmal, {{count}} Minuten lang und nur dort, wo Sie ihn angefordert haben.',
      ignore:
        'Falls Sie das nicht waren, ignorieren Sie diese Nachricht: Es wird kein Konto angelegt. Geben Sie den Code niemandem.',
    },
    signInCodeRefused: {
      subject: 'Sie können sich noch nicht mit einem Code anmelden',
      text: 'Jemand hat einen Code angefordert, um sich beim Konto bei {{service}} mit dieser Adresse anzumelden. Wir haben keinen gesendet, weil diese Adresse für das Konto nie bestätigt wurde.',
      advice:
        'Falls das Konto Ihnen gehört, melden Sie sich wie gewohnt an und bestätigen Sie die Adresse, oder setzen Sie Ihr Passwort zurück: Auch das bestätigt sie. Falls das Konto nicht Ihnen gehört, wenden Sie sich an den Betreiber von {{service}}.',
    },
  },
} satisfies Translation<typeof en>;
