import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    INVALID_REFERRAL_CODE: 'この紹介コードは存在しません',
  },
} satisfies Translation<typeof en>;
