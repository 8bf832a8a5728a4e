import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    USERNAME_TAKEN: 'اسم المستخدم هذا مستخدَم بالفعل',
    EMAIL_TAKEN: 'البريد الإلكتروني هذا مستخدَم بالفعل',
    ACCOUNT_SUSPENDED: 'هذا الحساب موقوف',
    EMAIL_NOT_VERIFIED: 'يرجى تأكيد عنوان بريدك الإلكتروني أولًا: افتح الرابط المرسل إليك بالبريد',
  },
  answers: {
    profileUpdated: 'تم تحديث ملفك الشخصي',
  },
  reasons: {
    administratorAccount: 'لا يمكن إجراء ذلك على حساب مسؤول إلا لمسؤول قام بتسجيل الدخول',
    lastAdministrator: 'يجب أن يبقى مسؤول واحد على الأقل: يُرجى تعيين مسؤول آخر أولًا',
  },
  problems: {
    input: {
      usernameCharacters: 'يُسمح بالحروف والأرقام والشرطات السفلية فقط',
      line: 'يجب إدخال سطر واحد من النص لا يزيد عدد أحرفه على {{max}}',
      reserved: 'محجوز: يُرجى اختيار اسم آخر',
    },
  },
} satisfies Translation<typeof en>;
