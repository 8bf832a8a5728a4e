import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    steppedUp: 'Você confirmou a sua identidade',
  },
} satisfies Translation<typeof en>;
