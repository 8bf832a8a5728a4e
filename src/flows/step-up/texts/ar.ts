import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    steppedUp: 'لقد أكدت هويتك',
  },
} satisfies Translation<typeof en>;
