import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    serviceKeyRevoked: 'تم إلغاء مفتاح الخدمة',
    serviceKeyCreated: 'تم إنشاء مفتاح الخدمة',
  },
  reasons: {
    scopeMissing: 'لا يملك مفتاح الخدمة هذا النطاق الذي تتطلبه هذه العملية',
  },
  problems: {
    input: {
      serviceKeyScopes: 'يجب تحديد نطاق واحد على الأقل',
      serviceKeyName:
        'يجب أن يبدأ بحرف أو رقم، ويُسمح فقط بالحروف من \u2068A\u2069 إلى \u2068Z\u2069 والأرقام والمسافات والنقاط والشرطات والشرطات السفلية',
    },
  },
} satisfies Translation<typeof en>;
