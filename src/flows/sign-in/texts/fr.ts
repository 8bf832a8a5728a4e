import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    loggedIn: 'Connexion réussie',
  },
} satisfies Translation<typeof en>;
