import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  mails: {
    email: {
      linkAsText: '如果按钮无法点击，请在浏览器中打开以下链接：',
    },
    notification: {
      greeting: '{{username}}，您好！',
      circumstances: '时间：{{time}}。IP 地址：{{address}}。',
    },
  },
} satisfies Translation<typeof en>;
