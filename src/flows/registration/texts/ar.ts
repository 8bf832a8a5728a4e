import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    registered: 'تم التسجيل بنجاح',
  },
} satisfies Translation<typeof en>;
