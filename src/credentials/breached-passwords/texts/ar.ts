import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  problems: {
    password: {
      breached: 'كلمة المرور هذه موجودة في قوائم كلمات مرور مسروقة، يُرجى اختيار كلمة أخرى',
    },
  },
} satisfies Translation<typeof en>;
