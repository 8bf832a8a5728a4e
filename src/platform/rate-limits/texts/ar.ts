import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    RATE_LIMITED: 'محاولات كثيرة جدًا، يُرجى المحاولة لاحقًا',
  },
} satisfies Translation<typeof en>;
