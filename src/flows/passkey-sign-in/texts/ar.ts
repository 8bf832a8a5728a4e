import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    passkeySignInStarted: 'تابع باستخدام مفتاح المرور',
  },
} satisfies Translation<typeof en>;
