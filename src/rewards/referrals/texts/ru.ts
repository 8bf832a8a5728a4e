import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    INVALID_REFERRAL_CODE: 'Такой реферальный код не найден',
  },
} satisfies Translation<typeof en>;
