import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    accountDeleted: 'アカウントを削除しました',
  },
  mails: {
    accountDeleted: {
      subject: 'アカウントが削除されました',
      text: 'お客様のアカウントと関連するデータを削除しました。これが最後のメールとなります。',
      advice: 'お心当たりがない場合は、すぐにこのサービスの運営者へご連絡ください。',
    },
  },
} satisfies Translation<typeof en>;
