import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    MFA_REQUIRED: 'ログインには二つ目の認証要素が必要です',
    INVALID_CODE: 'コードが間違っているか、すでに使用されています',
  },
  answers: {
    loggedIn: 'ログインに成功しました',
  },
} satisfies Translation<typeof en>;
