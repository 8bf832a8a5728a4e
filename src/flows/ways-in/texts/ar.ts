import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  reasons: {
    lastWayIn: 'هذه هي طريقتك الوحيدة لتسجيل الدخول: يُرجى إضافة طريقة أخرى أولًا',
  },
} satisfies Translation<typeof en>;
