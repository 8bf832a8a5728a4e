import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    RATE_LIMITED: 'Troppi tentativi, riprovi più tardi',
  },
} satisfies Translation<typeof en>;
