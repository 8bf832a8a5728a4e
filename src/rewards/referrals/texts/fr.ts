import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    INVALID_REFERRAL_CODE: 'Ce code de parrainage est inconnu',
  },
} satisfies Translation<typeof en>;
