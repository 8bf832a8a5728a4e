import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    emailVerificationRequested: '確認用のリンクをメールアドレスに送信しました',
    emailVerified: 'メールアドレスを確認しました',
  },
  mails: {
    emailVerification: {
      subject: 'メールアドレスの確認',
      greeting: '{{username}} 様',
      text: 'このメールアドレスがお客様の {{service}} アカウントのものであることをご確認ください。',
      action: 'メールアドレスを確認する',
      expiry_other: 'リンクは{{count}}時間有効です。',
      ignore:
        'この {{service}} アカウントを作成していない場合は、別の人があなたのアドレスで登録した可能性があります。上のリンクは開かず、次のリンクを開いてください。',
      disown: 'このアカウントを作成していません',
    },
  },
} satisfies Translation<typeof en>;
