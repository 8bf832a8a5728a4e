import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    passwordResetRequested: 'إذا كان البريد الإلكتروني موجودًا، فقد أُرسل رابط لإعادة تعيين كلمة المرور',
    passwordReset: 'تمت إعادة تعيين كلمة المرور',
    invitationAccepted: 'حسابك جاهز: يُرجى تسجيل الدخول بكلمة المرور الجديدة',
  },
  mails: {
    passwordReset: {
      subject: 'إعادة تعيين كلمة المرور',
      greeting: 'مرحبًا \u2068{{username}}\u2069،',
      text: 'وصلنا طلب لتعيين كلمة مرور جديدة لحسابك في \u2068{{service}}\u2069.',
      action: 'اختيار كلمة مرور جديدة',
      expiry_zero: 'يعمل الرابط مرة واحدة فقط، ولأقل من دقيقة.',
      expiry_one: 'يعمل الرابط مرة واحدة فقط، ولمدة دقيقة واحدة.',
      expiry_two: 'يعمل الرابط مرة واحدة فقط، ولمدة دقيقتين.',
      expiry_few: 'يعمل الرابط مرة واحدة فقط، ولمدة {{count}} دقائق.',
      expiry_many: 'يعمل الرابط مرة واحدة فقط، ولمدة {{count}} دقيقة.',
      expiry_other: 'يعمل الرابط مرة واحدة فقط، ولمدة {{count}} دقيقة.',
      ignore: 'إذا لم يصدر هذا الطلب عنك، يُرجى تجاهل هذه الرسالة: ستبقى كلمة المرور كما هي.',
    },
  },
} satisfies Translation<typeof en>;
