import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    registered: '注册成功',
  },
} satisfies Translation<typeof en>;
