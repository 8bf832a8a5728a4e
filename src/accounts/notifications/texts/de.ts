import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  mails: {
    newDevice: {
      subject: 'Neue Anmeldung bei Ihrem Konto',
      text: 'Jemand hat sich mit einem uns bisher unbekannten Gerät bei Ihrem Konto bei {{service}} angemeldet.',
      advice:
        'Falls Sie das waren, brauchen Sie nichts zu tun. Falls nicht, setzen Sie jetzt Ihr Passwort zurück: Damit werden alle Geräte abgemeldet.',
    },
    passwordChanged: {
      subject: 'Ihr Passwort wurde geändert',
      text: 'Das Passwort Ihres Kontos bei {{service}} wurde geändert. Alle anderen Geräte wurden abgemeldet, und Links aus unseren früheren Nachrichten funktionieren nicht mehr.',
      advice:
        'Falls Sie das nicht waren, setzen Sie jetzt Ihr Passwort zurück: Damit werden alle Geräte abgemeldet.',
    },
    breachedPassword: {
      subject: 'Wählen Sie ein neues Passwort',
      text: 'Das Passwort Ihres Kontos bei {{service}} steht in Listen von Passwörtern, die bei anderen Websites gestohlen wurden. Angreifer probieren solche Passwörter an anderen Konten aus. Sie wurden nicht abgemeldet.',
      advice:
        'Wählen Sie ein neues Passwort, das Sie nirgendwo sonst verwenden. Falls Sie das alte auch bei anderen Websites verwenden, ändern Sie es dort ebenfalls.',
    },
    tokenReused: {
      subject: 'Wir haben eines Ihrer Geräte abgemeldet',
      text: 'Ein Schlüssel, mit dem eines Ihrer Geräte bei {{service}} angemeldet bleibt, wurde zweimal verwendet. Deshalb haben wir dieses Gerät abgemeldet. Möglicherweise hat jemand den Schlüssel kopiert. Ihre anderen Geräte bleiben angemeldet.',
      advice:
        'Melden Sie sich auf Ihrem Gerät erneut an. Falls Sie das oben genannte Gerät nicht kennen oder das noch einmal vorkommt, setzen Sie Ihr Passwort zurück: Damit werden alle Geräte abgemeldet.',
    },
    suspended: {
      subject: 'Ihr Konto wurde gesperrt',
      text: 'Ein Administrator hat Ihr Konto bei {{service}} gesperrt und Sie auf allen Geräten abgemeldet.',
      advice: 'Wenn Sie das für einen Irrtum halten, wenden Sie sich an den Betreiber von {{service}}.',
    },
    serviceKeysLeft: {
      subject: 'Dienstschlüssel eines früheren Administrators',
      text: 'Ein Administrator, der bei {{service}} Dienstschlüssel erstellt hat, ist keiner mehr. Die Schlüssel funktionieren weiterhin: Andere Dienste prüfen damit Token oder verwalten damit Benutzer.',
      advice:
        'Sehen Sie die Liste der Dienstschlüssel durch und widerrufen Sie die, die nicht mehr gebraucht werden.',
    },
    passwordWasReset: {
      subject: 'Ihr Passwort wurde zurückgesetzt',
      text: 'Das Passwort Ihres Kontos bei {{service}} wurde mit einem Link zurückgesetzt, den wir an diese Adresse gesendet haben. Alle Geräte wurden abgemeldet.',
      advice:
        'Falls Sie das nicht waren, kann jemand anderes Ihre E-Mails lesen. Ändern Sie zuerst das Passwort Ihres Postfachs und setzen Sie dann dieses Passwort erneut zurück.',
    },
  },
} satisfies Translation<typeof en>;
