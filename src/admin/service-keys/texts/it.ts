import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    serviceKeyRevoked: 'La chiave di servizio è stata revocata',
    serviceKeyCreated: 'La chiave di servizio è stata creata',
  },
  reasons: {
    scopeMissing: 'Questa chiave di servizio non ha l’ambito necessario per questa operazione',
  },
  problems: {
    input: {
      serviceKeyScopes: 'Deve contenere almeno un ambito',
      serviceKeyName:
        'Deve iniziare con una lettera o una cifra e può contenere solo lettere dalla A alla Z, cifre, spazi, punti, trattini e trattini bassi',
    },
  },
} satisfies Translation<typeof en>;
