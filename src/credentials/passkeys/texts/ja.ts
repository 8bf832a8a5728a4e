import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    PASSKEY_TAKEN: 'このパスキーはすでに登録されています',
  },
  reasons: {
    tooManyPasskeys: 'アカウントのパスキー数が上限に達しています。先に1つ削除してください',
  },
  mails: {
    passkeyCopied: {
      subject: 'パスキーの使用を拒否しました',
      text: '{{service}} のアカウントのパスキーが使用されましたが、使用回数のカウンターが後退していました。このパスキーの鍵がコピーされた可能性があるため、受け付けませんでした。',
      advice:
        '別の方法でサインインし、このパスキーをアカウントから削除して、新しいパスキーを追加してください。',
    },
  },
} satisfies Translation<typeof en>;
