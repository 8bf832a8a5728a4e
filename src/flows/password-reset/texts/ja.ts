import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    passwordResetRequested:
      'このメールアドレスが登録されている場合、パスワード再設定用のリンクを送信しました',
    passwordReset: 'パスワードを再設定しました',
    invitationAccepted: 'アカウントの準備ができました。新しいパスワードでログインしてください',
  },
  mails: {
    passwordReset: {
      subject: 'パスワードの再設定',
      greeting: '{{username}} 様',
      text: 'お客様の {{service}} アカウントについて、パスワードの再設定が申請されました。',
      action: '新しいパスワードを設定する',
      expiry_other: 'リンクは一度だけ使用でき、{{count}}分間有効です。',
      ignore: 'お心当たりがない場合は、このメールを無視してください。パスワードは変更されません。',
    },
  },
} satisfies Translation<typeof en>;
