import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    steppedUp: 'Sie haben bestätigt, dass Sie es sind',
  },
} satisfies Translation<typeof en>;
