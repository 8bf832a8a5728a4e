import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    loggedIn: 'تم تسجيل الدخول بنجاح',
  },
} satisfies Translation<typeof en>;
