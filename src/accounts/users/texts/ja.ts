import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    USERNAME_TAKEN: 'このユーザー名はすでに使われています',
    EMAIL_TAKEN: 'このメールアドレスはすでに使われています',
    ACCOUNT_SUSPENDED: 'このアカウントは停止されています',
    EMAIL_NOT_VERIFIED: '先にメールアドレスを確認してください。お送りしたメールのリンクを開いてください',
  },
  answers: {
    profileUpdated: 'プロフィールを更新しました',
  },
  reasons: {
    administratorAccount: '管理者のアカウントに対するこの操作は、ログインしている管理者だけが行えます',
    lastAdministrator: '管理者が1人以上必要です。先に別の管理者を任命してください',
  },
  problems: {
    input: {
      usernameCharacters: '使用できるのは英字、数字、アンダースコアのみです',
      line: '{{max}}文字以内の1行のテキストを指定してください',
      reserved: '予約されているため、別のものを選んでください',
    },
  },
} satisfies Translation<typeof en>;
