import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  errors: {
    PROVIDER_FAILED: 'プロバイダーが正しく応答しません。しばらくしてからもう一度お試しください',
  },
  answers: {
    providerSignInStarted: 'プロバイダーのページで続行してください',
    providerLinked: 'プロバイダーがアカウントに連携されました',
    providerSignInOver:
      'このサインインは終了したか、すでに使用されています。アプリケーションに戻って最初からやり直してください。',
  },
  problems: {
    input: {
      provider: 'ここで利用できるサインインプロバイダーのIDを指定してください',
      returnUrl: 'サービスが戻ることを許可された、フラグメントのないアドレスを指定してください',
    },
  },
} satisfies Translation<typeof en>;
