import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    steppedUp: 'Вы подтвердили свою личность',
  },
} satisfies Translation<typeof en>;
