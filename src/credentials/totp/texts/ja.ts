import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  reasons: {
    tooManyAuthenticators: '先に認証アプリを 1 つ削除してください。登録できるのは 5 つまでです',
  },
} satisfies Translation<typeof en>;
