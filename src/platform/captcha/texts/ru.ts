import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    CAPTCHA_REQUIRED: 'Подтвердите, что вы не робот',
  },
} satisfies Translation<typeof en>;
