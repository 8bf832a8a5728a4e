import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    steppedUp: 'Ha confirmado su identidad',
  },
} satisfies Translation<typeof en>;
