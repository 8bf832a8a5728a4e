import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    passkeyReauthenticationStarted: 'تابع باستخدام مفتاح المرور لتأكيد هويتك',
    passkeyReauthenticated: 'لقد أكدت هويتك',
  },
} satisfies Translation<typeof en>;
