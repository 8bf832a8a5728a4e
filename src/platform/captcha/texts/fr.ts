import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    CAPTCHA_REQUIRED: 'Confirmez que vous n’êtes pas un robot',
  },
} satisfies Translation<typeof en>;
