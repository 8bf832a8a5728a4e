import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    serviceKeyRevoked: 'Der Dienstschlüssel wurde widerrufen',
    serviceKeyCreated: 'Der Dienstschlüssel wurde erstellt',
  },
  reasons: {
    scopeMissing: 'Dieser Dienstschlüssel hat nicht die Berechtigung, die dieser Vorgang braucht',
  },
  problems: {
    input: {
      serviceKeyScopes: 'Muss mindestens eine Berechtigung enthalten',
      serviceKeyName:
        'Muss mit einem Buchstaben oder einer Ziffer beginnen und darf nur A bis Z, Ziffern, Leerzeichen, Punkte, Binde- und Unterstriche enthalten',
    },
  },
} satisfies Translation<typeof en>;
