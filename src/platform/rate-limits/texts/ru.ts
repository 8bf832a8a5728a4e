import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    RATE_LIMITED: 'Слишком много попыток, повторите позже',
  },
} satisfies Translation<typeof en>;
