import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    steppedUp: '您的身份已确认',
  },
} satisfies Translation<typeof en>;
