import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    INVALID_REFERRAL_CODE: 'No reconocemos ese código de recomendación',
  },
} satisfies Translation<typeof en>;
