import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    enrolmentCodeRequested: 'コードをメールアドレスに送信しました',
  },
  reasons: {
    secondFactorNeeded: '第2の認証要素が必要です。先に登録してください。最後の1つは削除できません',
    enrolmentCodeNeeded:
      '管理者が最初の第2要素を登録するにはコードが必要です。メールで請求するか、運営者にお問い合わせください',
  },
  mails: {
    enrolmentCode: {
      subject: '第2要素を登録するためのコード',
      text: '最初の第2要素を登録するには、{{service}} でこのコードを入力してください。管理者には第2要素が必要です。',
      expiry_other: 'コードは{{count}}分間有効です。',
      warning:
        'このコードを請求していない場合は、第三者が {{service}} のパスワードを知っています。今すぐ変更してください。コードは誰にも教えないでください。',
    },
    administratorFactorAdded: {
      subject: '管理者が第2要素を登録しました',
      text: '{{service}} の管理者が初めて第2要素を登録しました。',
      advice:
        'どのアカウントかは監査ログで確認できます。チームの誰も行っていない場合は、そのアカウントを停止してください。',
    },
    administratorFactorRemoved: {
      subject: '管理者の第2要素がなくなりました',
      text: '{{service}} の管理者の第2要素がなくなりました。削除またはリセットされています。',
      advice:
        'どのアカウントかは監査ログで確認できます。チームの誰も行っていない場合は、そのアカウントを停止してください。',
    },
    secondFactorsReset: {
      subject: '第2要素が削除されました',
      text: '{{service}} の管理者または運営者が、お客様のアカウントのすべての第2要素、リカバリーコード、信頼済みデバイスを削除しました。すべてのデバイスからログアウトされました。',
      advice:
        'パスワードでログインし、第2要素を登録し直してください。お心当たりがない場合は、{{service}} の運営者へご連絡のうえ、パスワードを変更してください。',
    },
  },
} satisfies Translation<typeof en>;
