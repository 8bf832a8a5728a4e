import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  problems: {
    password: {
      breached: 'Ce mot de passe figure dans des listes de mots de passe volés, choisissez-en un autre',
    },
  },
} satisfies Translation<typeof en>;
