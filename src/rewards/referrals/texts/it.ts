import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    INVALID_REFERRAL_CODE: 'Il codice di invito non è riconosciuto',
  },
} satisfies Translation<typeof en>;
