import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    RATE_LIMITED: 'Muitas tentativas, tente novamente mais tarde',
  },
} satisfies Translation<typeof en>;
