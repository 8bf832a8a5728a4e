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
      text: 'Jemand, vermutlich Sie selbst, möchte diese Adresse für ein Konto bei {{service}} verwenden. Bis zur Bestätigung ändert sich nichts.',
      action: 'Diese Adresse verwenden',
      expiry_one: 'Der Link funktioniert nur einmal und {{count}} Stunde lang.',
      expiry_other: 'Der Link funktioniert nur einmal und {{count}} Stunden lang.',
      ignore: 'Falls Sie das nicht waren, ignorieren Sie diese Nachricht: Es ändert sich nichts.',
    },
    emailChangeRequested: {
      subject: 'Jemand möchte Ihre E-Mail-Adresse ändern',
      text: 'Jemand hat Ihr Passwort eingegeben und für Ihr Konto bei {{service}} eine andere E-Mail-Adresse beantragt. Noch hat sich nichts geändert.',
      advice:
        'Falls Sie das nicht waren, kennt jemand Ihr Passwort. Setzen Sie es jetzt zurück: Damit wird die Änderung verworfen, und alle Geräte werden abgemeldet.',
    },
    emailChanged: {
      subject: 'Ihre E-Mail-Adresse wurde geändert',
      text: 'Die E-Mail-Adresse Ihres Kontos bei {{service}} wurde geändert. An die bisherige Adresse senden wir keine Nachrichten mehr. Alle Geräte wurden abgemeldet, außer dem, auf dem die Änderung beantragt wurde.',
      advice: 'Falls Sie das nicht waren, wenden Sie sich sofort an den Betreiber von {{service}}.',
    },
    emailInUse: {
      subject: 'Jemand wollte Ihre E-Mail-Adresse verwenden',
      text: 'Jemand wollte diese Adresse für ein anderes Konto bei {{service}} verwenden. Es hat sich nichts geändert: Sie gehört weiterhin zu Ihrem Konto.',
      advice:
        'Falls Sie das waren, melden Sie sich bei dem Konto mit dieser Adresse an oder setzen Sie dessen Passwort zurück. Falls nicht, brauchen Sie nichts zu tun.',
    },
  },
} satisfies Translation<typeof en>;
