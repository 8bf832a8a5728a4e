import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    RATE_LIMITED: 'Zu viele Versuche, bitte versuchen Sie es später noch einmal',
  },
} satisfies Translation<typeof en>;
