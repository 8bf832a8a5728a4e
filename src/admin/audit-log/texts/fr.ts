import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  problems: {
    input: {
      maxTypes_one: 'Doit comporter au plus {{count}} type',
      maxTypes_many: 'Doit comporter au plus {{count}} de types',
      maxTypes_other: 'Doit comporter au plus {{count}} types',
      userId: 'Doit être l’identifiant d’un utilisateur',
    },
  },
} satisfies Translation<typeof en>;
