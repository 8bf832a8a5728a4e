import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    registrationDisowned: 'ありがとうございます。あなたのアドレスで登録した人はサインインできなくなりました',
  },
  mails: {
    accountReclaimed: {
      subject: 'アカウントを引き継ぎました',
      text: 'このアドレスがお客様のものであることが確認されました。以前、別の方がこのアドレスで {{service}} アカウントを作成し、確認を済ませていませんでした。そのため、アカウントを開くことができるものをすべて無効にしました。パスワード、認証アプリ、パスキー、リカバリーコード、連携したサインインサービス、すべてのセッションです。',
      advice:
        'ご自身でアカウントを作成した場合は、今すぐ新しいパスワードを設定してください。そうでない場合は、アカウントの名前などの情報をご確認ください。',
    },
  },
} satisfies Translation<typeof en>;
