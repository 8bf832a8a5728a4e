import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    loggedIn: 'ログインに成功しました',
  },
} satisfies Translation<typeof en>;
