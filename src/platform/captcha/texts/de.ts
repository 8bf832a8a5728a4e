import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    CAPTCHA_REQUIRED: 'Bestätigen Sie, dass Sie kein Roboter sind',
  },
} satisfies Translation<typeof en>;
