import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    emailChangeRequested: 'このアドレスが使用できる場合、確認用のリンクを送信しました',
    emailChanged: 'メールアドレスを変更しました',
  },
  mails: {
    emailChange: {
      subject: '新しいメールアドレスの確認',
      greeting: '{{username}} 様',
      text: 'このメールアドレスを {{service}} のアカウントで使用する申請がありました。確認が完了するまで、何も変更されません。',
      action: 'このアドレスを使用する',
      expiry_other: 'リンクは一度だけ使用でき、{{count}}時間有効です。',
      ignore: 'お心当たりがない場合は、このメールを無視してください。何も変更されません。',
    },
    emailChangeRequested: {
      subject: 'メールアドレスの変更が申請されました',
      text: 'お客様のパスワードが入力され、{{service}} アカウントについて、別のメールアドレスへの変更が申請されました。まだ何も変更されていません。',
      advice:
        'お心当たりがない場合は、パスワードが第三者に知られています。すぐに再設定してください。変更は取り消され、すべてのデバイスからログアウトされます。',
    },
    emailChanged: {
      subject: 'メールアドレスが変更されました',
      text: 'お客様の {{service}} アカウントのメールアドレスが変更されました。今後、以前のアドレスにはメールをお送りしません。変更を申請したデバイスを除き、すべてのデバイスがログアウトされました。',
      advice: 'お心当たりがない場合は、すぐに {{service}} の運営者へご連絡ください。',
    },
    emailInUse: {
      subject: 'お客様のメールアドレスを使用する申請がありました',
      text: 'このメールアドレスを {{service}} の別のアカウントで使用する申請がありました。変更はなく、引き続きお客様のアカウントに登録されています。',
      advice:
        'ご本人による操作の場合は、このアドレスが登録されているアカウントにログインするか、そのパスワードを再設定してください。お心当たりがない場合は、何もする必要はありません。',
    },
  },
} satisfies Translation<typeof en>;
