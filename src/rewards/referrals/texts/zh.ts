import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    INVALID_REFERRAL_CODE: '推荐码不存在',
  },
} satisfies Translation<typeof en>;
