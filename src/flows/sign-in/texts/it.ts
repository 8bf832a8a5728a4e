import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    MFA_REQUIRED: 'Per accedere è necessario un secondo fattore',
    INVALID_CODE: 'Il codice non è valido',
  },
  answers: {
    loggedIn: 'Accesso riuscito',
  },
} satisfies Translation<typeof en>;
