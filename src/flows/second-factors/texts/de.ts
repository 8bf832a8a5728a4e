import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    totpEnrolmentStarted: 'Geben Sie den Code ein, den Ihre App anzeigt',
    totpAdded: 'Ihre Authenticator-App wurde hinzugefügt',
    totpRenamed: 'Ihre Authenticator-App wurde umbenannt',
    factorRemoved: 'Der zweite Faktor wurde entfernt',
    factorRemovalWaits: 'Der zweite Faktor wird in einem Tag entfernt',
    recoveryCodesReplaced: 'Ihre Wiederherstellungscodes wurden ersetzt',
    factorRemovalCancelled: 'Das Entfernen wurde abgebrochen, und alle Geräte wurden abgemeldet',
  },
  reasons: {
    noSecondFactor: 'Fügen Sie zuerst einen zweiten Faktor hinzu',
    recoveryCodeTooNew: 'Dieser Wiederherstellungscode ist zu neu: Entfernen Sie den Faktor ohne Code',
  },
  mails: {
    secondFactorAdded: {
      subject: 'Ihrem Konto wurde ein zweiter Faktor hinzugefügt',
      text: 'Ihrem Konto bei {{service}} wurde ein zweiter Faktor für die Anmeldung hinzugefügt, etwa eine Authenticator-App oder ein Passkey.',
      advice:
        'Falls Sie das nicht waren, kann jemand anderes Ihr Konto benutzen. Setzen Sie jetzt Ihr Passwort zurück, melden Sie sich an, und entfernen Sie den fremden Faktor. Wenn nach einem Faktor gefragt wird, den Sie nicht haben, wenden Sie sich an {{service}}.',
    },
    secondFactorRemoved: {
      subject: 'Ein zweiter Faktor Ihres Kontos wurde entfernt',
      text: 'Ein zweiter Faktor für die Anmeldung, etwa eine Authenticator-App oder ein Passkey, wurde von Ihrem Konto bei {{service}} entfernt. Andere Geräte wurden abgemeldet.',
      advice:
        'Falls Sie das nicht waren, kann jemand anderes Ihr Konto benutzen. Setzen Sie jetzt Ihr Passwort zurück, melden Sie sich an, und prüfen Sie Ihre zweiten Faktoren.',
    },
    secondFactorFailed: {
      subject: 'Jemand kennt Ihr Passwort',
      text: 'Jemand hat das richtige Passwort Ihres Kontos bei {{service}} eingegeben, aber nicht den zweiten Faktor. Die Anmeldung ist nicht gelungen.',
      advice:
        'Falls Sie das waren, müssen Sie nichts tun. Falls nicht, setzen Sie jetzt Ihr Passwort zurück.',
    },
    recoveryCodeUsed: {
      subject: 'Ein Wiederherstellungscode Ihres Kontos wurde benutzt',
      text: 'Jemand hat anstelle des zweiten Faktors einen der Wiederherstellungscodes Ihres Kontos bei {{service}} benutzt.',
      advice:
        'Falls Sie das nicht waren, setzen Sie jetzt Ihr Passwort zurück: Dadurch werden alle Geräte abgemeldet. Melden Sie sich dann an, prüfen Sie Ihre zweiten Faktoren, und ersetzen Sie Ihre Wiederherstellungscodes.',
    },
    recoveryCodesReplaced: {
      subject: 'Ihre Wiederherstellungscodes wurden ersetzt',
      text: 'Die Wiederherstellungscodes Ihres Kontos bei {{service}} wurden ersetzt. Die früheren Codes gelten nicht mehr.',
      advice:
        'Falls Sie das nicht waren, setzen Sie jetzt Ihr Passwort zurück, melden Sie sich an, und ersetzen Sie die Codes erneut.',
    },
    factorRemoval: {
      subject: 'Ein zweiter Faktor Ihres Kontos wird entfernt',
      greeting: 'Guten Tag {{username}}!',
      text: 'Jemand hat sich mit einem Wiederherstellungscode bei Ihrem Konto bei {{service}} angemeldet und möchte einen Ihrer zweiten Faktoren entfernen, etwa eine Authenticator-App oder einen Passkey. Falls Sie das waren, müssen Sie nichts tun. Falls nicht, brechen Sie das Entfernen ab: Dadurch werden auch alle Geräte abgemeldet. Setzen Sie danach Ihr Passwort zurück.',
      action: 'Entfernen abbrechen',
      expiry_one: 'Der Faktor wird in {{count}} Stunde entfernt. Bis dahin funktioniert der Link.',
      expiry_other: 'Der Faktor wird in {{count}} Stunden entfernt. Bis dahin funktioniert der Link.',
      ignore: 'Falls Sie das Gerät verloren haben, ignorieren Sie diese Nachricht.',
    },
  },
} satisfies Translation<typeof en>;
