import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    steppedUp: 'Vous avez confirmé votre identité',
  },
} satisfies Translation<typeof en>;
