import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    RATE_LIMITED: '尝试次数过多，请稍后再试',
  },
} satisfies Translation<typeof en>;
