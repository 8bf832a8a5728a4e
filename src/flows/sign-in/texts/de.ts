import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    loggedIn: 'Anmeldung erfolgreich',
  },
} satisfies Translation<typeof en>;
