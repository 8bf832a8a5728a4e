import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  mails: {
    email: {
      linkAsText: 'ボタンが機能しない場合は、次のリンクをブラウザーで開いてください。',
    },
    notification: {
      greeting: '{{username}} 様',
      circumstances: '日時：{{time}}　IP アドレス：{{address}}',
    },
  },
} satisfies Translation<typeof en>;
