import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  mails: {
    email: {
      linkAsText: 'إذا لم يعمل الزر، يُرجى فتح هذا الرابط في المتصفح:',
    },
    notification: {
      greeting: 'مرحبًا \u2068{{username}}\u2069،',
      circumstances: 'الوقت: \u2068{{time}}\u2069. عنوان \u2068IP\u2069: \u2068{{address}}\u2069.',
    },
  },
} satisfies Translation<typeof en>;
