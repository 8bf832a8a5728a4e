import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    RATE_LIMITED: 'Demasiados intentos; vuelva a intentarlo más tarde',
  },
} satisfies Translation<typeof en>;
