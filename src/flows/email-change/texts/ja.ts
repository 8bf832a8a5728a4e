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
      text: 'このメールアドレスをアカウントで使用する申請がありました。確認が完了するまで、何も変更されません。',
      action: 'このアドレスを使用する',
      expiry_other: 'リンクは一度だけ使用でき、{{count}}時間有効です。',
      ignore: 'お心当たりがない場合は、このメールを無視してください。何も変更されません。',
    },
    emailChangeRequested: {
      subject: 'メールアドレスの変更が申請されました',
      text: 'お客様のアカウントについて、別のメールアドレスへの変更が申請されました。まだ何も変更されていません。',
      advice:
        'お心当たりがない場合は、すぐにパスワードを再設定してください。メールアドレスの変更も取り消されます。',
    },
    emailChanged: {
      subject: 'メールアドレスが変更されました',
      text: 'お客様のアカウントのメールアドレスが変更されました。今後、以前のアドレスにはメールをお送りしません。',
      advice: 'お心当たりがない場合は、すぐにこのサービスの運営者へご連絡ください。',
    },
    emailInUse: {
      subject: 'お客様のメールアドレスを使用する申請がありました',
      text: 'このメールアドレスを別のアカウントで使用する申請がありました。変更はなく、引き続きお客様のアカウントに登録されています。',
      advice:
        'ご本人による操作の場合は、このアドレスが登録されているアカウントにログインするか、そのパスワードを再設定してください。',
    },
  },
} satisfies Translation<typeof en>;
