import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    accountDeleted: 'تم حذف حسابك',
  },
  mails: {
    accountDeleted: {
      subject: 'تم حذف حسابك',
      text: 'تم حذف حسابك والبيانات المرتبطة به. هذه آخر رسالة منا.',
      advice: 'إذا لم يصدر هذا الإجراء عنك، يُرجى إبلاغ القائمين على هذه الخدمة فورًا.',
    },
  },
} satisfies Translation<typeof en>;
