import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    loggedIn: 'Accesso riuscito',
  },
} satisfies Translation<typeof en>;
