import type { Catalogue } from './catalogue.js';

/** German, in the polite form: Sie. */
export const de: Catalogue = {
  errors: {
    BAD_USER_INPUT: 'Die Eingabe ist ungültig',
    WEAK_PASSWORD: 'Das Passwort erfüllt die Sicherheitsanforderungen nicht',
    INVALID_REFERRAL_CODE: 'Dieser Empfehlungscode ist nicht bekannt',
    USERNAME_TAKEN: 'Dieser Benutzername ist bereits vergeben',
    EMAIL_TAKEN: 'Diese E-Mail-Adresse wird bereits verwendet',
    INVALID_CREDENTIALS: 'Die Anmeldedaten sind nicht korrekt',
    ACCOUNT_SUSPENDED: 'Dieses Konto ist gesperrt',
    UNAUTHENTICATED: 'Bitte melden Sie sich an',
    TOKEN_EXPIRED: 'Das Token ist abgelaufen',
    TOKEN_INVALID: 'Das Token ist ungültig',
    TOKEN_REUSED: 'Das Token wurde bereits verwendet; die zugehörige Sitzung wurde beendet',
    FORBIDDEN: 'Dazu sind Sie nicht berechtigt',
    NOT_FOUND: 'Nicht gefunden',
    RATE_LIMITED: 'Zu viele Versuche, bitte versuchen Sie es später noch einmal',
    SERVER_BUSY: 'Der Server ist ausgelastet, bitte versuchen Sie es gleich noch einmal',
    SERVICE_UNAVAILABLE: 'Der Dienst ist vorübergehend nicht erreichbar',
    INTERNAL_SERVER_ERROR: 'Ein unerwarteter Fehler ist aufgetreten',
  },
  answers: {
    logout: 'Abmeldung erfolgreich',
    logoutEverywhere: 'Sie wurden auf allen Geräten abgemeldet',
    passwordResetRequested:
      'Falls es zu dieser E-Mail-Adresse ein Konto gibt, wurde ein Link zum Zurücksetzen des Passworts gesendet',
    passwordReset: 'Ihr Passwort wurde zurückgesetzt',
    passwordChanged: 'Ihr Passwort wurde geändert',
    sessionRevoked: 'Die Sitzung wurde beendet',
    otherSessionsRevoked: 'Alle anderen Sitzungen wurden beendet',
    userSessionsRevoked: 'Der Benutzer wurde auf allen Geräten abgemeldet',
    emailVerificationRequested: 'Ein Bestätigungslink wurde an Ihre E-Mail-Adresse gesendet',
    emailVerified: 'Ihre E-Mail-Adresse wurde bestätigt',
    emailChangeRequested:
      'Falls die Adresse verwendet werden kann, wurde ein Bestätigungslink an sie gesendet',
    emailChanged: 'Ihre E-Mail-Adresse wurde geändert',
    accountDeleted: 'Ihr Konto wurde gelöscht',
    serviceKeyRevoked: 'Der Dienstschlüssel wurde widerrufen',
  },
  forbidden: {
    lastAdministrator: 'Mindestens ein Administrator muss bleiben: Ernennen Sie zuerst einen weiteren',
    ownSuspension: 'Sie können sich nicht selbst sperren',
  },
  problems: {
    input: {
      required: 'Diese Angabe fehlt',
      type: 'Entspricht nicht dem Schema',
      invalid: 'Diese Angabe ist ungültig',
      email: 'Bitte geben Sie eine E-Mail-Adresse an',
      languageTag: 'Bitte geben Sie ein Sprachkürzel nach BCP 47 an',
      length_one: 'Muss {{min}} bis {{count}} Zeichen lang sein',
      length_other: 'Muss {{min}} bis {{count}} Zeichen lang sein',
      maxLength_one: 'Darf höchstens {{count}} Zeichen lang sein',
      maxLength_other: 'Darf höchstens {{count}} Zeichen lang sein',
      maxTypes_one: 'Darf höchstens {{count}} Typ enthalten',
      maxTypes_other: 'Darf höchstens {{count}} Typen enthalten',
      usernameCharacters: 'Darf nur Buchstaben, Ziffern und Unterstriche enthalten',
      reserved: 'Ist reserviert: Bitte wählen Sie einen anderen',
      serviceKeyName:
        'Muss mit einem Buchstaben oder einer Ziffer beginnen und darf nur A bis Z, Ziffern, Leerzeichen, Punkte, Binde- und Unterstriche enthalten',
      userId: 'Muss die ID eines Benutzers sein',
      range: 'Muss zwischen {{min}} und {{max}} liegen',
      cursor: 'Muss ein `endCursor` sein',
      reason: 'Muss eine Zeile Text mit höchstens {{max}} Zeichen sein',
      amount: 'Muss ein Betrag ungleich null sein, etwa 12.50 oder -12.50',
      future: 'Muss in der Zukunft liegen',
      covered: 'Darf nicht mehr abziehen, als vorhanden ist',
      unused: 'Bezeichnet bereits eine andere Buchung',
      idempotencyKey: 'Darf bis zu {{max}} Buchstaben, Ziffern und die Zeichen . _ : - enthalten',
    },
    password: {
      minLength_one: 'Verwenden Sie mindestens {{count}} Zeichen',
      minLength_other: 'Verwenden Sie mindestens {{count}} Zeichen',
      maxLength_one: 'Verwenden Sie höchstens {{count}} Zeichen',
      maxLength_other: 'Verwenden Sie höchstens {{count}} Zeichen',
      requiresUppercase: 'Verwenden Sie einen Großbuchstaben',
      requiresLowercase: 'Verwenden Sie einen Kleinbuchstaben',
      requiresDigit: 'Verwenden Sie eine Ziffer',
      requiresSymbol: 'Verwenden Sie ein Sonderzeichen',
      wellFormed: 'Verwenden Sie gültigen Unicode-Text',
      containsUsername: 'Das Passwort darf Ihren Benutzernamen nicht enthalten',
      containsEmail: 'Das Passwort darf Ihre E-Mail-Adresse nicht enthalten',
      common: 'Wählen Sie ein weniger verbreitetes Passwort',
      tooGuessable: 'Wählen Sie ein Passwort, das schwerer zu erraten ist',
    },
  },
  mails: {
    letter: {
      linkAsText: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diesen Link in Ihrem Browser:',
    },
    passwordReset: {
      subject: 'Passwort zurücksetzen',
      greeting: 'Guten Tag {{username}}!',
      text: 'Jemand, vermutlich Sie selbst, hat ein neues Passwort für Ihr Konto angefordert.',
      action: 'Neues Passwort wählen',
      expiry_one: 'Der Link funktioniert nur einmal und {{count}} Minute lang.',
      expiry_other: 'Der Link funktioniert nur einmal und {{count}} Minuten lang.',
      ignore: 'Falls Sie das nicht waren, ignorieren Sie diese Nachricht: Ihr Passwort bleibt unverändert.',
    },
    emailVerification: {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      greeting: 'Guten Tag {{username}}!',
      text: 'Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.',
      action: 'Adresse bestätigen',
      expiry_one: 'Der Link funktioniert nur einmal und {{count}} Stunde lang.',
      expiry_other: 'Der Link funktioniert nur einmal und {{count}} Stunden lang.',
      ignore: 'Falls Sie kein Konto bei uns haben, ignorieren Sie diese Nachricht.',
    },
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
    accountDeleted: {
      subject: 'Ihr Konto wurde gelöscht',
      text: 'Ihr Konto und die dazu gespeicherten Daten wurden gelöscht. Dies ist unsere letzte Nachricht an Sie.',
      advice: 'Falls Sie das nicht waren, wenden Sie sich sofort an den Betreiber dieses Dienstes.',
    },
    notice: {
      greeting: 'Guten Tag {{username}}!',
      circumstances: 'Zeitpunkt: {{time}}. IP-Adresse: {{address}}.',
    },
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
};
