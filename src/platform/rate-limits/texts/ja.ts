import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    RATE_LIMITED: '試行回数が多すぎます。しばらくしてからもう一度お試しください',
  },
} satisfies Translation<typeof en>;
