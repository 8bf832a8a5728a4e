import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    INVALID_REFERRAL_CODE: 'Código de indicação desconhecido',
  },
} satisfies Translation<typeof en>;
