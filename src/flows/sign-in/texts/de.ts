import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    MFA_REQUIRED: 'Für die Anmeldung wird ein zweiter Faktor benötigt',
    INVALID_CODE: 'Der Code ist falsch oder wurde schon verwendet',
  },
  answers: {
    loggedIn: 'Anmeldung erfolgreich',
  },
} satisfies Translation<typeof en>;
