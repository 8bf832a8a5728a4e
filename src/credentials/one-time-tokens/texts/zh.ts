import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  reasons: {
    deadLink: '此链接已过期或已被使用。',
  },
} satisfies Translation<typeof en>;
