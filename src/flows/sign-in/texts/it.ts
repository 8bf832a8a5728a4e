import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    MFA_REQUIRED: 'Per accedere è necessario un secondo fattore',
    INVALID_CODE: 'Il codice è errato o è già stato usato',
  },
  answers: {
    loggedIn: 'Accesso riuscito',
  },
} satisfies Translation<typeof en>;
