import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    emailVerificationRequested: '验证链接已发送至您的邮箱',
    emailVerified: '您的邮箱已通过验证',
  },
  mails: {
    emailVerification: {
      subject: '请验证您的邮箱',
      greeting: '{{username}}，您好！',
      text: '请确认此邮箱属于您的 {{service}} 账号。',
      action: '验证此邮箱',
      expiry_other: '该链接在 {{count}} 小时内有效。',
      ignore:
        '如果您没有创建此 {{service}} 账号，可能有其他人使用您的邮箱进行了注册。请不要打开上面的链接，而是打开以下链接：',
      disown: '我没有创建此账号',
    },
  },
} satisfies Translation<typeof en>;
