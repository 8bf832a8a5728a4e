import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    SIGN_UP_REQUIRED: '登録を完了するには、ユーザー名を選んでください',
    LINK_REQUIRED:
      'このメールアドレスのアカウントがすでにあります。連携するには、そのアカウントに一度ログインしてください',
    IDENTITY_TAKEN: 'このプロバイダーのアカウントは、別のユーザーと連携しています',
  },
  answers: {
    providerUnlinked: 'プロバイダーとの連携を解除しました',
  },
  reasons: {
    tooManyIdentities: '連携できるプロバイダーの上限に達しています。先に1つ解除してください',
  },
  mails: {
    providerLinked: {
      subject: 'アカウントにログインプロバイダーが連携されました',
      text: '{{service}} のアカウントに、Google や GitHub などのログインプロバイダーが連携されました。今後はこれでログインできます。',
      advice:
        'お心当たりがない場合は、第三者がアカウントを利用できる状態です。今すぐパスワードを再設定してログインし、心当たりのないプロバイダーの連携を解除してください。',
    },
    providerUnlinked: {
      subject: 'ログインプロバイダーとの連携が解除されました',
      text: '{{service}} のアカウントと、Google や GitHub などのログインプロバイダーとの連携が解除されました。今後はこれでログインできません。ほかのデバイスはログアウトされました。',
      advice:
        'お心当たりがない場合は、第三者がアカウントを利用できる状態です。今すぐパスワードを再設定してログインし、連携しているプロバイダーを確認してください。',
    },
  },
} satisfies Translation<typeof en>;
