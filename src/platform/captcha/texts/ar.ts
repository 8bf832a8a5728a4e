import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    CAPTCHA_REQUIRED: 'يُرجى تأكيد أنك لست روبوتًا',
  },
} satisfies Translation<typeof en>;
