import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    CAPTCHA_REQUIRED: '请确认您不是机器人',
  },
} satisfies Translation<typeof en>;
