import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  reasons: {
    tooManyAuthenticators: 'Rimuovi prima un’app di autenticazione: non possono essercene più di cinque',
  },
} satisfies Translation<typeof en>;
