import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  reasons: {
    deadLink: 'انتهت صلاحية هذا الرابط أو سبق استخدامه.',
  },
} satisfies Translation<typeof en>;
