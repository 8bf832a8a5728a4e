import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    CAPTCHA_REQUIRED: 'Confirme que no es un robot',
  },
} satisfies Translation<typeof en>;
