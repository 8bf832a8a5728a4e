import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    MFA_REQUIRED: 'Un second facteur est nécessaire pour se connecter',
    INVALID_CODE: 'Le code est faux ou a déjà été utilisé',
  },
  answers: {
    loggedIn: 'Connexion réussie',
  },
} satisfies Translation<typeof en>;
