import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    stepUpCodeSent: '验证码已发送到您的电子邮箱',
  },
  mails: {
    stepUpCode: {
      subject: '您的身份确认验证码',
      text: '有人（可能是您本人）要对您的 {{service}} 帐户进行重要更改。请在您请求验证码的地方输入：',
      expiry_other: '验证码仅可使用一次，{{count}} 分钟内有效，且只能在申请它的设备上使用。',
      advice: '如果不是您本人操作，则有他人登录了您的帐户：请在所有设备上退出登录。请勿将验证码告诉任何人。',
    },
  },
} satisfies Translation<typeof en>;
