import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    PASSKEY_TAKEN: 'مفتاح المرور هذا مسجّل بالفعل',
  },
  reasons: {
    tooManyPasskeys: 'يحتوي حسابك على أكبر عدد ممكن من مفاتيح المرور: أزل واحدًا منها أولًا',
  },
  mails: {
    passkeyCopied: {
      subject: 'رفضنا أحد مفاتيح المرور الخاصة بك',
      text: 'استُخدم مفتاح مرور لحسابك في ⁨{{service}}⁩، وتراجع عدّاد استخدامه. ربما نسخ شخص ما هذا المفتاح، لذلك لم نقبله.',
      advice: 'سجّل الدخول بطريقة أخرى، وأزل مفتاح المرور هذا من حسابك، ثم أضف مفتاحًا جديدًا.',
    },
  },
} satisfies Translation<typeof en>;
