import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    CAPTCHA_REQUIRED: 'Confermi di non essere un robot',
  },
} satisfies Translation<typeof en>;
