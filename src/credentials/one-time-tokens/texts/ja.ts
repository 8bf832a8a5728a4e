import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  reasons: {
    deadLink: 'このリンクは有効期限が切れているか、すでに使用されています。',
  },
} satisfies Translation<typeof en>;
