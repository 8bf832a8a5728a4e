import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    userInvited: 'تم إرسال الدعوة',
  },
  mails: {
    invitation: {
      subject: 'دعوتك إلى \u2068{{service}}\u2069',
      greeting: 'مرحبًا \u2068{{username}}\u2069،',
      text: 'تم إنشاء حساب لك في \u2068{{service}}\u2069. يُرجى اختيار كلمة مرور لاستخدامه، ثم تسجيل الدخول ببريدك الإلكتروني أو باسم المستخدم \u2068{{username}}\u2069.',
      action: 'اختيار كلمة مرور',
      expiry_zero: 'يعمل الرابط مرة واحدة فقط، ولأقل من يوم.',
      expiry_one: 'يعمل الرابط مرة واحدة فقط، ولمدة يوم واحد.',
      expiry_two: 'يعمل الرابط مرة واحدة فقط، ولمدة يومين.',
      expiry_few: 'يعمل الرابط مرة واحدة فقط، ولمدة {{count}} أيام.',
      expiry_many: 'يعمل الرابط مرة واحدة فقط، ولمدة {{count}} يومًا.',
      expiry_other: 'يعمل الرابط مرة واحدة فقط، ولمدة {{count}} يوم.',
      ignore:
        'إذا لم تكن هناك دعوة متوقعة، يُرجى تجاهل هذه الرسالة: لا يستطيع أحد استخدام الحساب من دون الرابط.',
    },
  },
} satisfies Translation<typeof en>;
