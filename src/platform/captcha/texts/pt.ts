import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    CAPTCHA_REQUIRED: 'Confirme que você não é um robô',
  },
} satisfies Translation<typeof en>;
