import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    USERNAME_TAKEN: 'Questo nome utente è già in uso',
    EMAIL_TAKEN: 'Questo indirizzo email è già in uso',
    ACCOUNT_SUSPENDED: 'L’account è sospeso',
    EMAIL_NOT_VERIFIED: 'Confermi prima il suo indirizzo e-mail: apra il link che le abbiamo inviato',
  },
  answers: {
    profileUpdated: 'Il Suo profilo è stato aggiornato',
  },
  reasons: {
    administratorAccount:
      'Solo un amministratore che ha effettuato l’accesso può farlo sull’account di un amministratore',
    lastAdministrator: 'Deve restare almeno un amministratore: ne nomini prima un altro',
  },
  problems: {
    input: {
      usernameCharacters: 'Può contenere solo lettere, cifre e trattini bassi',
      line: 'Deve essere una riga di testo di {{max}} caratteri al massimo',
      reserved: 'È riservato: sceglierne un altro',
    },
  },
} satisfies Translation<typeof en>;
