import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    serviceKeyRevoked: 'La clé de service a été révoquée',
    serviceKeyCreated: 'La clé de service a été créée',
  },
  reasons: {
    scopeMissing: 'Cette clé de service n’a pas la portée nécessaire à cette opération',
  },
  problems: {
    input: {
      serviceKeyScopes: 'Doit comporter au moins une portée',
      serviceKeyName:
        'Doit commencer par une lettre ou un chiffre et ne peut contenir que les lettres de A à Z, des chiffres, des espaces, des points, des tirets et des tirets bas',
    },
  },
} satisfies Translation<typeof en>;
