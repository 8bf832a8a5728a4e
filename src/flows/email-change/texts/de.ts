import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    emailChangeRequested:
      'Falls die Adresse verwendet werden kann, wurde ein Bestätigungslink an sie gesendet',
    emailChanged: 'Ihre E-Mail-Adresse wurde geändert',
  },
  mails: {
    emailChange: {
      subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
      greeting: 'Guten Tag {{username}}!',
      text: 'Jemand, vermutlich Sie selbst, möchte diese Adresse für ein Konto verwenden. Bis zur Bestätigung ändert sich nichts.',
      action: 'Diese Adresse verwenden',
      expiry_one: 'Der Link funktioniert nur einmal und {{count}} Stunde lang.',
      expiry_other: 'Der Link funktioniert nur einmal und {{count}} Stunden lang.',
      ignore: 'Falls Sie das nicht waren, ignorieren Sie diese Nachricht: Es ändert sich nichts.',
    },
    emailChangeRequested: {
      subject: 'Jemand möchte Ihre E-Mail-Adresse ändern',
      text: 'Für Ihr Konto soll künftig eine andere E-Mail-Adresse gelten. Noch hat sich nichts geändert.',
      advice:
        'Falls Sie das nicht waren, setzen Sie jetzt Ihr Passwort zurück: Damit wird auch die Änderung verworfen.',
    },
    emailChanged: {
      subject: 'Ihre E-Mail-Adresse wurde geändert',
      text: 'Die E-Mail-Adresse Ihres Kontos wurde geändert. An die bisherige Adresse senden wir keine Nachrichten mehr.',
      advice: 'Falls Sie das nicht waren, wenden Sie sich sofort an den Betreiber dieses Dienstes.',
    },
    emailInUse: {
      subject: 'Jemand wollte Ihre E-Mail-Adresse verwenden',
      text: 'Jemand wollte diese Adresse für ein anderes Konto verwenden. Es hat sich nichts geändert: Sie gehört weiterhin zu Ihrem Konto.',
      advice:
        'Falls Sie das waren, melden Sie sich bei dem Konto mit dieser Adresse an oder setzen Sie dessen Passwort zurück.',
    },
  },
} satisfies Translation<typeof en>;
