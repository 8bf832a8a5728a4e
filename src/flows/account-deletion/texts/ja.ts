import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    accountDeleted: 'アカウントを削除しました',
  },
  mails: {
    accountDeleted: {
      subject: 'アカウントが削除されました',
      text: 'お客様の {{service}} アカウントを、セッション、デバイス、リンクとともに削除しました。お名前、メールアドレス、IP アドレスを含まない操作と残高の記録のみが残ります。これが最後のメールとなります。',
      advice:
        'お心当たりがない場合は、すぐに {{service}} の運営者へご連絡ください。削除されたアカウントは元に戻せません。',
    },
  },
} satisfies Translation<typeof en>;
