import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    registered: 'Registrazione riuscita',
  },
} satisfies Translation<typeof en>;
