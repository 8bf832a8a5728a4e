import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    registered: 'Registrierung erfolgreich',
  },
} satisfies Translation<typeof en>;
