import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  reasons: {
    tooManyAuthenticators: 'يُرجى إزالة أحد تطبيقات المصادقة أولًا: لا يمكن أن يزيد عددها على خمسة',
  },
} satisfies Translation<typeof en>;
