import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    WEAK_PASSWORD: 'La password non soddisfa i requisiti di sicurezza',
    INVALID_CREDENTIALS: 'Le credenziali non sono corrette',
  },
  answers: {
    passwordChanged: 'La Sua password è stata modificata',
  },
  problems: {
    password: {
      minLength_one: 'Usi almeno {{count}} carattere',
      minLength_many: 'Usi almeno {{count}} di caratteri',
      minLength_other: 'Usi almeno {{count}} caratteri',
      maxLength_one: 'Usi al massimo {{count}} carattere',
      maxLength_many: 'Usi al massimo {{count}} di caratteri',
      maxLength_other: 'Usi al massimo {{count}} caratteri',
      requiresUppercase: 'Usi una lettera maiuscola',
      requiresLowercase: 'Usi una lettera minuscola',
      requiresDigit: 'Usi una cifra',
      requiresSymbol: 'Usi un simbolo',
      wellFormed: 'Usi un testo Unicode ben formato',
      containsUsername: 'Non usi il Suo nome utente',
      containsEmail: 'Non usi il Suo indirizzo email',
      common: 'Scelga una password meno comune',
      tooGuessable: 'Scelga una password più difficile da indovinare',
    },
  },
} satisfies Translation<typeof en>;
