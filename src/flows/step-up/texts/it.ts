import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    steppedUp: 'Hai confermato la tua identità',
  },
} satisfies Translation<typeof en>;
