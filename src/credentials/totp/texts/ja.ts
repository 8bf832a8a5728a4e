import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  reasons: {
    tooManyAuthenticators: '先に認証アプリを1つ削除してください。登録できるのは5つまでです',
  },
} satisfies Translation<typeof en>;
