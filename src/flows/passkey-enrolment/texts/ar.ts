import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    passkeyRegistrationStarted: 'تابع على جهازك لإنشاء مفتاح المرور',
    passkeyAdded: 'تمت إضافة مفتاح المرور',
    passkeyRenamed: 'تمت إعادة تسمية مفتاح المرور',
    passkeyRemoved: 'تمت إزالة مفتاح المرور',
  },
} satisfies Translation<typeof en>;
