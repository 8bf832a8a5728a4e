import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  mails: {
    email: {
      linkAsText: '如果按钮无法点击，请在浏览器中打开以下链接：',
      support: '如有疑问，请联系支持：{{support}}',
    },
    notification: {
      greeting: '{{username}}，您好！',
      resetPassword: '重置密码',
    },
    circumstances: {
      time: '时间：{{time}}',
      device: '设备：{{device}}',
      address: 'IP 地址：{{address}}',
      until: '截止时间：{{time}}',
      codesLeft: '未使用的恢复代码：{{number}}',
    },
    device: {
      browserOn: '{{system}} 上的 {{browser}}',
      appOn: '{{system}} 上的应用',
      unknown: '未知设备',
    },
  },
} satisfies Translation<typeof en>;
