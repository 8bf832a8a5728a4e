import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    INVALID_REFERRAL_CODE: 'Dieser Empfehlungscode ist nicht bekannt',
  },
} satisfies Translation<typeof en>;
