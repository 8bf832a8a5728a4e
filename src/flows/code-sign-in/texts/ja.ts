import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    signInCodeSent: 'アドレスが正しければ、コードをお送りしました',
  },
  reasons: {
    mailedCodesOff: 'このサービスでは、サインイン用のコードをメールで送信していません',
    codeRegistrationOff: 'このサービスでは、登録用のコードをメールで送信していません',
  },
  mails: {
    signInCode: {
      subject: 'サインイン用のコード',
      greeting: '{{username}} 様',
      text: 'お客様の {{service}} アカウントへのサインインが要求されました。要求した画面で次のコードを入力してください。',
      action: 'サインインページを開く',
      expiry_other: 'コードは一度だけ、{{count}}分間、要求した端末でのみ使用できます。',
      ignore:
        'お心当たりがない場合は、このメールを無視してください。コードを他人に教えないでください。当方からコードをお尋ねすることはありません。',
    },
    registrationCode: {
      subject: '登録用のコード',
      greeting: 'こんにちは。',
      text: 'このアドレスで {{service}} アカウントの作成が要求されました。要求した画面で次のコードを入力してください。',
      action: 'サインインページを開く',
      expiry_other: 'コードは一度だけ、{{count}}分間、要求した端末でのみ使用できます。',
      ignore:
        'お心当たりがない場合は、このメールを無視してください。アカウントは作成されません。コードを他人に教えないでください。',
    },
    signInCodeRefused: {
      subject: 'コードによるサインインはまだご利用いただけません',
      text: 'このアドレスの {{service}} アカウントについて、サインイン用のコードが要求されました。このアドレスはアカウントで一度も確認されていないため、コードは送信していません。',
      advice:
        'アカウントがお客様のものである場合は、通常どおりサインインしてアドレスを確認するか、パスワードを再設定してください。再設定でもアドレスは確認されます。お客様のものでない場合は、{{service}} の運営者にお問い合わせください。',
    },
  },
} satisfies Translation<typeof en>;
