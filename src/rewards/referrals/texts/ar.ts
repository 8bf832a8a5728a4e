import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    INVALID_REFERRAL_CODE: 'رمز الإحالة غير معروف',
  },
} satisfies Translation<typeof en>;
