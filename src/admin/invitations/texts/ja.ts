import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    userInvited: '招待メールを送信しました',
  },
  mails: {
    invitation: {
      subject: '{{service}} への招待',
      greeting: '{{username}} 様',
      text: '{{service}} にお客様のアカウントが作成されました。ご利用にはパスワードを設定してください。その後、メールアドレスまたはユーザー名 {{username}} でログインしてください。',
      action: 'パスワードを設定する',
      expiry_other: 'リンクは一度だけ使用でき、{{count}}日間有効です。',
      ignore:
        '招待にお心当たりがない場合は、このメールを無視してください。リンクがなければ、誰もアカウントを使用できません。',
    },
  },
} satisfies Translation<typeof en>;
