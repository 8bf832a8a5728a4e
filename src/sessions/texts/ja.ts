import type { Translation } from '../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    TOKEN_EXPIRED: 'トークンの有効期限が切れています',
    TOKEN_INVALID: 'トークンが無効です',
    TOKEN_REUSED:
      'トークンはすでに使用されています。そのセッションを終了しました。もう一度ログインしてください',
  },
  answers: {
    logout: 'ログアウトに成功しました',
    logoutEverywhere: 'すべてのデバイスからログアウトしました',
    sessionRevoked: 'セッションを終了しました',
    otherSessionsRevoked: 'ほかのすべてのセッションを終了しました',
    tokenRefreshed: 'トークンを更新しました',
  },
} satisfies Translation<typeof en>;
