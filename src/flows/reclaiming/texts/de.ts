import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    registrationDisowned:
      'Danke: Die Person, die sich mit Ihrer Adresse registriert hat, kann sich nicht mehr anmelden',
  },
  mails: {
    accountReclaimed: {
      subject: 'Sie haben Ihr Konto übernommen',
      text: 'Sie haben bewiesen, dass diese Adresse Ihnen gehört. Jemand hatte zuvor mit ihr ein Konto bei {{service}} angelegt und das nie bewiesen. Deshalb haben wir alles beendet, was das Konto öffnen konnte: das Passwort, Authenticator-Apps, Passkeys, Wiederherstellungscodes, verknüpfte Anmeldedienste und alle Sitzungen.',
      advice:
        'Falls Sie das Konto selbst angelegt haben, legen Sie jetzt ein neues Passwort fest. Falls Sie das nicht waren, prüfen Sie den Namen und die anderen Daten in Ihrem Konto.',
    },
  },
} satisfies Translation<typeof en>;
