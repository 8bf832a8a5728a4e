import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    serviceKeyRevoked: 'La chiave di servizio è stata revocata',
    serviceKeyCreated: 'La chiave di servizio è stata creata',
  },
  problems: {
    input: {
      serviceKeyName:
        'Deve iniziare con una lettera o una cifra e può contenere solo lettere dalla A alla Z, cifre, spazi, punti, trattini e trattini bassi',
    },
  },
} satisfies Translation<typeof en>;
