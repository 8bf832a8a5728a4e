import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    accountDeleted: 'تم حذف حسابك',
  },
  mails: {
    accountDeleted: {
      subject: 'تم حذف حسابك',
      text: 'تم حذف حسابك في \u2068{{service}}\u2069 مع جلساته وأجهزته وروابطه. لا يبقى سوى سجل للأحداث والأرصدة، من دون اسمك وبريدك الإلكتروني وعناوين \u2068IP\u2069 الخاصة بك. هذه آخر رسالة منا.',
      advice:
        'إذا لم يصدر هذا الإجراء عنك، يُرجى إبلاغ القائمين على \u2068{{service}}\u2069 فورًا. لا يمكن استعادة حساب محذوف.',
    },
  },
} satisfies Translation<typeof en>;
