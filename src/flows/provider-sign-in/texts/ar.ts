import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    PROVIDER_FAILED: 'لا يستجيب مزود الخدمة كما هو متوقع. حاول مرة أخرى لاحقًا',
  },
  answers: {
    providerSignInStarted: 'تابع لدى مزود الخدمة',
    providerLinked: 'تم ربط مزود الخدمة بحسابك',
    providerSignInOver: 'انتهت عملية تسجيل الدخول هذه أو استُخدمت من قبل. عد إلى التطبيق وابدأ من جديد.',
  },
  problems: {
    input: {
      provider: 'يجب أن يكون معرّف أحد مزودي تسجيل الدخول المتاحين هنا',
      returnUrl: 'يجب أن يكون عنوانًا يُسمح للخدمة بالعودة إليه، دون جزء (⁨fragment⁩)',
    },
  },
} satisfies Translation<typeof en>;
