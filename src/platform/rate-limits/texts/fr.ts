import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    RATE_LIMITED: 'Trop de tentatives, veuillez réessayer plus tard',
  },
} satisfies Translation<typeof en>;
