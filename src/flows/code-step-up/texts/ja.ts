import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    stepUpCodeSent: 'メールアドレスにコードを送信しました',
  },
  mails: {
    stepUpCode: {
      subject: '本人確認のコード',
      text: '{{service}}のアカウントに重要な変更を加えるため、本人確認のコードがリクエストされました。リクエストした画面でこのコードを入力してください：',
      expiry_other: 'コードは一度だけ、{{count}}分間、要求した端末でのみ使用できます。',
      advice:
        'お心当たりがない場合は、他の人がアカウントにログインしています。すべてのデバイスでログアウトしてください。コードは誰にも教えないでください。',
    },
  },
} satisfies Translation<typeof en>;
