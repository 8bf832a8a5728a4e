import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  mails: {
    email: {
      linkAsText: 'ボタンが機能しない場合は、次のリンクをブラウザーで開いてください。',
      support: 'ご不明な点は、サポートまでお問い合わせください：{{support}}',
    },
    notification: {
      greeting: '{{username}} 様',
      resetPassword: 'パスワードを再設定する',
    },
    circumstances: {
      time: '日時：{{time}}',
      device: 'デバイス：{{device}}',
      address: 'IP アドレス：{{address}}',
      until: '期限：{{time}}',
      codesLeft: '未使用のリカバリーコード：{{number}}',
    },
    device: {
      browserOn: '{{system}} の {{browser}}',
      appOn: '{{system}} のアプリ',
      unknown: '不明なデバイス',
    },
  },
} satisfies Translation<typeof en>;
