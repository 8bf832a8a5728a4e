import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  mails: {
    newDevice: {
      subject: 'Neue Anmeldung bei Ihrem Konto',
      text: 'Jemand hat sich mit einem uns bisher unbekannten Gerät bei Ihrem Konto angemeldet.',
      advice:
        'Falls Sie das nicht waren, setzen Sie jetzt Ihr Passwort zurück: Damit werden alle Geräte abgemeldet.',
    },
    passwordChanged: {
      subject: 'Ihr Passwort wurde geändert',
      text: 'Das Passwort Ihres Kontos wurde geändert. Alle anderen Geräte wurden abgemeldet.',
      advice:
        'Falls Sie das nicht waren, setzen Sie jetzt Ihr Passwort zurück: Damit werden alle Geräte abgemeldet.',
    },
    tokenReused: {
      subject: 'Wir haben eines Ihrer Geräte abgemeldet',
      text: 'Ein Schlüssel, mit dem eines Ihrer Geräte angemeldet bleibt, wurde zweimal verwendet. Deshalb haben wir dessen Sitzung beendet. Möglicherweise hat jemand den Schlüssel kopiert.',
      advice:
        'Melden Sie sich auf Ihrem Gerät erneut an. Sollte das noch einmal vorkommen, setzen Sie Ihr Passwort zurück.',
    },
    suspended: {
      subject: 'Ihr Konto wurde gesperrt',
      text: 'Ein Administrator hat Ihr Konto gesperrt und Sie auf allen Geräten abgemeldet.',
      advice: 'Wenn Sie das für einen Irrtum halten, wenden Sie sich an den Betreiber dieses Dienstes.',
    },
    serviceKeysLeft: {
      subject: 'Dienstschlüssel eines früheren Administrators',
      text: 'Ein Administrator, der Dienstschlüssel erstellt hat, ist keiner mehr. Die Schlüssel funktionieren weiterhin: Andere Dienste prüfen damit Token.',
      advice:
        'Sehen Sie die Liste der Dienstschlüssel durch und widerrufen Sie die, die nicht mehr gebraucht werden.',
    },
  },
} satisfies Translation<typeof en>;
