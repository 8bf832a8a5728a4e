import type { Translation } from '../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    TOKEN_EXPIRED: 'انتهت صلاحية الرمز المميز',
    TOKEN_INVALID: 'الرمز المميز غير صالح',
    TOKEN_REUSED: 'سبق استخدام الرمز المميز، وقد أُنهيت جلسته. يُرجى تسجيل الدخول من جديد',
  },
  answers: {
    logout: 'تم تسجيل الخروج بنجاح',
    logoutEverywhere: 'تم تسجيل الخروج من جميع الأجهزة',
    sessionRevoked: 'تم إنهاء الجلسة',
    otherSessionsRevoked: 'تم إنهاء جميع الجلسات الأخرى',
    tokenRefreshed: 'تم تجديد الرمز بنجاح',
  },
} satisfies Translation<typeof en>;
