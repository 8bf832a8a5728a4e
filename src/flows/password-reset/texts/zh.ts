import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    passwordResetRequested: '如果该邮箱已注册，密码重置链接已发送至该邮箱',
    passwordReset: '您的密码已重置',
    invitationAccepted: '您的账号已就绪，请使用新密码登录',
  },
  mails: {
    passwordReset: {
      subject: '重置您的密码',
      greeting: '{{username}}，您好！',
      text: '有人（可能是您本人）为您的 {{service}} 账号申请了新密码。',
      action: '设置新密码',
      expiry_other: '该链接仅可使用一次，{{count}} 分钟内有效。',
      ignore: '如果不是您本人操作，请忽略此邮件，您的密码不会改变。',
    },
  },
} satisfies Translation<typeof en>;
