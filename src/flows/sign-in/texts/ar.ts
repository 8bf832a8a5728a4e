import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    MFA_REQUIRED: 'يلزم عامل ثانٍ لتسجيل الدخول',
    INVALID_CODE: 'الرمز خاطئ أو سبق استخدامه',
  },
  answers: {
    loggedIn: 'تم تسجيل الدخول بنجاح',
  },
} satisfies Translation<typeof en>;
