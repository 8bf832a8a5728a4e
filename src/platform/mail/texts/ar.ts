import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  mails: {
    email: {
      linkAsText: 'إذا لم يعمل الزر، يُرجى فتح هذا الرابط في المتصفح:',
      support: 'هل لديك أسئلة؟ يُرجى التواصل مع الدعم: \u2068{{support}}\u2069',
    },
    notification: {
      greeting: 'مرحبًا \u2068{{username}}\u2069،',
      resetPassword: 'إعادة تعيين كلمة المرور',
    },
    circumstances: {
      time: 'الوقت: \u2068{{time}}\u2069',
      device: 'الجهاز: \u2068{{device}}\u2069',
      address: 'عنوان \u2068IP\u2069: \u2068{{address}}\u2069',
      until: 'حتى: \u2068{{time}}\u2069',
      codesLeft: 'رموز الاسترداد غير المستخدمة: \u2068{{number}}\u2069',
    },
    device: {
      browserOn: '\u2068{{browser}}\u2069 على \u2068{{system}}\u2069',
      appOn: 'تطبيق على \u2068{{system}}\u2069',
      unknown: 'جهاز غير معروف',
    },
  },
} satisfies Translation<typeof en>;
