import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    registered: '登録に成功しました',
  },
} satisfies Translation<typeof en>;
