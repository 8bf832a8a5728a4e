import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    userInvited: '邀请已发送',
  },
  mails: {
    invitation: {
      subject: '{{service}} 邀请您加入',
      greeting: '{{username}}，您好！',
      text: '已在 {{service}} 为您创建了一个账号。请设置密码以便使用，然后用您的邮箱或用户名 {{username}} 登录。',
      action: '设置密码',
      expiry_other: '该链接仅可使用一次，{{count}} 天内有效。',
      ignore: '如果您没有在等待邀请，请忽略此邮件：没有该链接，任何人都无法使用此账号。',
    },
  },
} satisfies Translation<typeof en>;
