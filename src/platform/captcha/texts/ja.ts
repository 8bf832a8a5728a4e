import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    CAPTCHA_REQUIRED: 'ロボットではないことを確認してください',
  },
} satisfies Translation<typeof en>;
